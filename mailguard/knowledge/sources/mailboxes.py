"""Messages in files: an mbox holds many, any other file one."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n")
_MOZILLA_STATUS = re.compile(rb"^X-Mozilla-Status: ([0-9A-Fa-f]{4})", re.MULTILINE)
_EXPUNGED = 0x0008  # deleted, and only not yet compacted away
_HEADER = 16 * 1024  # octets in which that field stands
_EMLX = re.compile(rb"\s{0,20}(\d{1,12})\s*\n")  # Apple Mail begins with the message's length


def messages_in(path: Path) -> Iterator[memoryview]:
    """Each message of a file, in its order. Raises OSError."""
    octets = _octets(path)
    if path.suffix == ".emlx" and (found := _EMLX.match(octets)):
        yield octets[found.end() : found.end() + int(found[1])]
    elif bytes(octets[:5]) == b"From ":
        yield from _messages_of_mbox(octets)
    else:
        yield octets


def _messages_of_mbox(octets: memoryview) -> Iterator[memoryview]:
    start = None
    for line in _FROM_LINE.finditer(octets):
        if start is not None:
            yield from _unless_deleted(octets[start : line.start()])
        start = line.end()
    if start is not None:
        yield from _unless_deleted(octets[start:])


def _unless_deleted(message: memoryview) -> Iterator[memoryview]:
    status = _MOZILLA_STATUS.search(message[:_HEADER])
    if message and not (status and int(status[1], 16) & _EXPUNGED):
        yield message


def _octets(path: Path) -> memoryview:
    """The octets of a file, mapped until nobody looks at them any more. Raises OSError."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
