"""The header of a message that is arriving, kept while the rest goes to a file."""

from __future__ import annotations

LIMIT = 1 << 20
_BLANK_LINE = b"\r\n\r\n"


def header_in(octets: bytes | bytearray) -> bytes:
    """`octets` up to and with the first blank line, or as many as there are; at most LIMIT."""
    if octets.startswith(b"\r\n"):
        return b"\r\n"
    end = octets.find(_BLANK_LINE, 0, LIMIT)
    return bytes(octets[: LIMIT if end < 0 else end + len(_BLANK_LINE)])


def is_whole(header: bytes) -> bool:
    """Whether no octet that comes later can change it."""
    return header == b"\r\n" or header.endswith(_BLANK_LINE) or len(header) >= LIMIT
