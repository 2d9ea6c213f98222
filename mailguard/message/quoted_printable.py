"""Quoted-printable (RFC 2045 §6.7): where a decoded octet stands in the encoded ones."""

from __future__ import annotations

import re

_UNIT = re.compile(rb"=[0-9A-Fa-f]{2}|=[ \t]*\r?\n|[^=]|=", re.DOTALL)
_SOFT = re.compile(rb"=[ \t]*\r?\n")


def place_in(body: bytes, count: int) -> int | None:
    """Behind how many octets of `body` the first `count` decoded ones end; None: nowhere."""
    if count == 0:
        return 0
    for match in _UNIT.finditer(body):
        count -= not _SOFT.match(match[0])
        if count == 0:
            return match.end()
    return None
