"""What of a message a receipt vouches for, in a form that the way to the server does not change.

Header and body are made canonical as DKIM's *relaxed* does it (RFC 6376 §3.4.2, §3.4.4), with LF in
the place of CRLF, since programs on a server are given messages with either.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from mailguard.message.header import HeaderField, fields, unfolded

_COVERED = frozenset(
    {
        "from",
        "sender",
        "reply-to",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "mime-version",
    }
)
_COVERED_TOO = "content-"
_SPACES = re.compile(rb"[ \t]{2,}|\t")  # single spaces are right already, and most of all
_BLANK_LINE = re.compile(rb"(?:\A|\n)\n")
_BLANK = b" \t\n"
_CHUNK = 64 * 1024


class Content:
    """A message that comes in blocks of any size; nothing of its body is kept."""

    def __init__(self) -> None:
        self.header = b""  # with LF, once `is_in_body`
        self.is_in_body = False
        self._start = bytearray()
        self._carry = b""
        self._body = _Body()

    def feed(self, block: bytes) -> None:
        """The next octets."""
        text = self._carry + block
        self._carry = text[-1:] if text[-1:] == b"\r" else b""
        text = text[: len(text) - len(self._carry)].replace(b"\r\n", b"\n")
        if self.is_in_body:
            self._body.feed(text)
        else:
            self._look_for_body(text)

    def digest(self) -> bytes:
        """SHA-256 over header and body; to be asked for once, at the end."""
        self._end()
        covered = hashlib.sha256()
        for name, value in sorted(_lines(self.header), key=lambda line: line[0]):
            covered.update(b"%s:%s\n" % (name.encode(), value))
        return hashlib.sha256(covered.digest() + self._body.digest()).digest()

    def fields(self, name: str) -> Iterator[HeaderField]:
        """The header fields of this name (lower case), the topmost first."""
        return (field for field in fields(self.header) if field.name == name)

    def _look_for_body(self, text: bytes) -> None:
        looked = max(len(self._start) - 1, 0)
        self._start += text
        if found := _BLANK_LINE.search(self._start, looked):
            body = bytes(self._start[found.end() :])
            self._begin_body(found.end() - 1)
            self._body.feed(body)

    def _begin_body(self, end: int) -> None:
        self.header, self.is_in_body = bytes(self._start[:end]), True
        self._start.clear()

    def _end(self) -> None:
        if not self.is_in_body:
            self._start += self._carry
            self._begin_body(len(self._start))
        elif self._carry:
            self._body.feed(self._carry)
        self._carry = b""


def _lines(header: bytes) -> Iterator[tuple[str, bytes]]:
    for field in fields(header):
        if field.name in _COVERED or field.name.startswith(_COVERED_TOO):
            yield field.name, _single(unfolded(field.value))


def _single(text: bytes) -> bytes:
    """Each run of spaces as one. Two searches in C are far quicker than the expression."""
    return _SPACES.sub(b" ", text) if b"\t" in text or b"  " in text else text


class _Body:
    """Spaces at the ends of lines and blank lines at the end do not count; runs are one space."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._is_empty = True
        self._blank_lines = 0  # line ends that nothing has followed yet
        self._has_space = False  # likewise, on the last line

    def feed(self, text: bytes) -> None:
        """The next octets, with LF."""
        core = text.rstrip(_BLANK)
        if core:
            self._line_ends(self._blank_lines)
            joined = _single(b" " + core if self._has_space else core)
            self._digest.update(joined.replace(b" \n", b"\n"))
            self._is_empty, self._blank_lines, self._has_space = False, 0, False
        self._wait(text[len(core) :])

    def digest(self) -> bytes:
        """Of all that came."""
        if not self._is_empty:
            self._digest.update(b"\n")
        return self._digest.digest()

    def _wait(self, blank: bytes) -> None:
        count = blank.count(b"\n")
        self._blank_lines += count
        after = blank[blank.rfind(b"\n") + 1 :]
        self._has_space = bool(after) or (self._has_space and not count)

    def _line_ends(self, count: int) -> None:
        while count:
            some = min(count, _CHUNK)
            self._digest.update(b"\n" * some)
            count -= some
