"""Replies as octets (RFC 5321 §4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mailguard.domain.reply import Reply

_LINE_OCTETS = 512  # RFC 5321 §4.5.3.1.5, with code and line end
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@lru_cache(maxsize=256)  # nearly every reply is one of a few
def encode(reply: Reply) -> bytes:
    """The reply as lines of at most 512 octets.

    The text is UTF-8: it is made for people, and mail programs show it to them.
    """
    status = f"{reply.enhanced} " if reply.enhanced else ""
    room = _LINE_OCTETS - len("250 \r\n") - len(status)
    lines = [part for line in reply.text.split("\n") for part in _parts(_clean(line), room)]
    last = len(lines) - 1
    return b"".join(
        f"{reply.code}{' ' if index == last else '-'}{status}".encode() + line + b"\r\n"
        for index, line in enumerate(lines)
    )


def _clean(text: str) -> bytes:
    return _CONTROLS.sub(" ", text).encode(errors="replace")


def _parts(line: bytes, room: int) -> Iterator[bytes]:
    """`line` in pieces of at most `room` octets, cut at spaces where there are any."""
    while len(line) > room:
        cut = line.rfind(b" ", 1, room + 1)
        if cut < 0:
            cut = _character_border(line, room)
        yield line[:cut]
        line = line[cut:].lstrip(b" ")
    yield line


def _character_border(line: bytes, near: int) -> int:
    """The last place up to `near` where no UTF-8 character is cut in two."""
    while line[near] & 0xC0 == 0x80:
        near -= 1
    return near
