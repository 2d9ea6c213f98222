"""A header: its fields, and where in the octets each one lies (RFC 5322 §2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.domain.mail import Span

HEADER_LIMIT = 1024 * 1024
"""Octets of a header that are read at most."""

FIELD_LIMIT = 10_000
"""Fields of a header that are read at most."""

Octets = bytes | memoryview

# One line and those that continue it. Possessive, so that nothing is ever tried twice.
_FIELD = re.compile(rb"(?!\r?\n)[^\n]++(?:\n[ \t][^\n]*+)*+\n?+")
_BLANK_LINE = re.compile(rb"\n\r?\n")
_STARTS_BLANK = re.compile(rb"\r?\n")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")


class HeaderField(msgspec.Struct, frozen=True, gc=False):
    """One field as it came."""

    name: str  # lower case; "" for a line without a colon
    span: Span  # all of it, with its line end
    value: bytes  # what follows the colon, still folded


def fields(header: bytes, start: int = 0) -> Iterator[HeaderField]:
    """The fields of `header` up to its blank line; `start` is where it begins in the message."""
    position = 0
    for match in _FIELD.finditer(header):
        if match.start() != position:  # a blank line lies between
            return
        position = match.end()
        name, colon, value = match[0].partition(b":")
        yield HeaderField(
            name.decode("latin-1").strip().lower() if colon else "",
            Span(start + match.start(), start + position),
            value if colon else name,
        )


def fields_end(header: bytes) -> int:
    """Where a field can be put in behind the last one."""
    return max((field.span.end for field in fields(header)), default=0)


def header_end(octets: Octets, start: int = 0, end: int | None = None) -> int:
    """Where the body begins: behind the first blank line, or at `end` where there is none."""
    limit = len(octets) if end is None else end
    if blank := _STARTS_BLANK.match(octets, start, limit):
        return blank.end()
    match = _BLANK_LINE.search(octets, start, limit)
    return match.end() if match else limit


def unfolded(value: bytes) -> bytes:
    """A field's value on one line (RFC 5322 §2.2.3), without space at its ends."""
    return _FOLD.sub(b"", value).strip(b" \t\r\n") if b"\n" in value else value.strip(b" \t\r\n")
