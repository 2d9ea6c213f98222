"""The octets between DATA and its final dot: where they end and what they say (RFC 5321 §4.5.2)."""

from __future__ import annotations

import io
import re

import msgspec

_END = b"\r\n.\r\n"
_LONE = re.compile(rb"\r(?!\n)|(?<!\r)\n")
_STRAY = re.compile(rb"\r(?!\n)|(?<!\r)\n|\0")


class Stray(msgspec.Struct, frozen=True):
    """The first lone CR, lone LF or NUL of a message."""

    octet: int  # 13, 10 or 0
    line: int  # counted from 1


class DotScanner:
    """Takes the octets after DATA in pieces of any size; only CR LF `.` CR LF ends them.

    What a piece means never depends on where it was cut: the end of a piece that may be the
    beginning of the final dot is kept for the next one, so a CR always meets its LF. A CR that
    is not kept is followed by another one, and so it is alone.
    """

    def __init__(self, *, normalise: bool) -> None:
        self._normalise = normalise
        self._kept = b"\r\n"  # the end of the DATA command: a dot may follow it at once
        self._surplus = 2  # octets of `_kept` that are no content
        self._lines = 0
        self.stray: Stray | None = None

    def feed(self, octets: bytes) -> tuple[bytes, bytes | None]:
        """The content in `octets`, and what follows the final dot (None: it has not come)."""
        octets = self._kept + octets
        end = octets.find(_END) if b"." in octets else -1  # base64 has no dot: much faster
        if end >= 0:
            return self._content(octets[: end + 2]), octets[end + len(_END) :]
        cut = len(octets) - _open_end(octets)
        self._kept = octets[cut:]
        return self._content(octets[:cut]), None

    def _content(self, octets: bytes) -> bytes:
        if b"." in octets:
            octets = octets.replace(b"\r\n.", b"\r\n")
        lines = octets.count(b"\n")
        if _has_stray(octets):
            octets = self._without_strays(octets)
        self._lines += lines
        return self._without_surplus(octets)

    def _without_strays(self, octets: bytes) -> bytes:
        if self.stray is None:
            self.stray = self._first_stray(octets)
        if not self._normalise:
            return octets
        # the NUL goes last: "CR NUL LF" must not become a line end that was none
        return _LONE.sub(b"\r\n", octets).replace(b"\0", b"")

    def _first_stray(self, octets: bytes) -> Stray:
        found = next(_STRAY.finditer(octets))
        line = self._lines + octets.count(b"\n", 0, found.start())
        return Stray(found[0][0], max(line, 1))

    def _without_surplus(self, octets: bytes) -> bytes:
        if not (self._surplus and octets):
            return octets
        octets, self._surplus = octets[self._surplus :], 0
        return octets


def _has_stray(octets: bytes) -> bool:
    if b"\0" in octets:
        return True
    # one pass in C over what would be three counts; nothing is translated
    decoder = io.IncrementalNewlineDecoder(None, translate=False)
    decoder.decode(octets.decode("latin-1"), final=True)
    return decoder.newlines not in (None, "\r\n")


def _open_end(octets: bytes) -> int:
    """How many octets at the end may be the beginning of the final dot."""
    for length in range(len(_END) - 1, 0, -1):
        if octets.endswith(_END[:length]):
            return length
    return 0
