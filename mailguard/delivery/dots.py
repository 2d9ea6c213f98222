"""The form of a message on the wire: dots doubled, CRLF the only line end (RFC 5321 §4.5.2)."""

from __future__ import annotations

import io

CRLF = b"\r\n"


class LineEndError(Exception):
    """A lone CR, a lone LF or a NUL was about to leave: a server could see two mails in one."""


class DotStuffer:
    """Doubles the dot at each line start of a message that comes in blocks of any size."""

    def __init__(self) -> None:
        self._tail = CRLF  # the last two octets: the message starts at a line start

    def feed(self, block: bytes) -> bytes:
        """The next octets as they leave. Raises LineEndError; nothing of `block` may leave then."""
        text = self._tail + block
        _check_line_ends(text)
        tail, self._tail = self._tail, text[-2:]
        if b"." not in block:  # most of what is big is base64, which has none
            return block
        # an inserted dot stands after a CRLF, never within the tail that has left already
        return text.replace(b"\r\n.", b"\r\n..")[len(tail) :]

    def finish(self) -> bytes:
        """The final dot, its line begun where the message did not. Raises LineEndError."""
        if self._tail[-1:] == b"\r":
            raise LineEndError("the message ends with a lone CR")
        return b".\r\n" if self._tail == CRLF else b"\r\n.\r\n"


def _check_line_ends(text: bytes) -> None:
    """`text` begins with what left last; a CR at its end may still get its LF."""
    is_open = text[-1:] == b"\r"
    is_continued = text[:1] == b"\n"  # its CR left three octets ago
    # one pass in C over what would be three counts; nothing is translated
    decoder = io.IncrementalNewlineDecoder(None, translate=False)
    decoder.decode(text[is_continued : len(text) - is_open].decode("latin-1"), final=True)
    if decoder.newlines not in (None, "\r\n") or b"\0" in text:
        raise LineEndError("a lone CR, a lone LF or a NUL")
