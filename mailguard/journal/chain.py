"""The chain: each line is sealed together with the seal before it, so that none can be changed,
taken out, put in or moved without all that follow becoming false.

A line is `TEXT TAB SEAL LF`; the seal is HMAC-SHA-256 (RFC 2104) of the seal before and the text,
under the device's key. What no chain can show is that lines are missing at its end: for that its
last seal has to be known elsewhere (an anchor).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

FIRST = bytes(32)
"""What stands before the first line."""

_TAB, _LF = b"\t", b"\n"
_SEAL_DIGITS = 64


class Link(msgspec.Struct, frozen=True):
    """One line: its text, which holds no line feed, and its seal."""

    text: bytes
    seal: bytes

    def line(self) -> bytes:
        """As it is written."""
        return self.text + _TAB + self.seal.hex().encode() + _LF


class Flaw(StrEnum):
    """What is wrong at a line."""

    UNREADABLE = "unreadable"  # it is no line of a journal
    BROKEN = "broken"  # changed, or what stood before it is missing, new or moved
    CUT = "cut"  # the last line was not written to its end


class Fault(msgspec.Struct, frozen=True):
    """Something wrong, and where: lines are counted from 1 within what was read."""

    flaw: Flaw
    line: int


def link(key: bytes, before: bytes, text: bytes) -> Link:
    """`text` as the line after the one with the seal `before`. It must hold no line feed."""
    return Link(text, hmac.digest(key, before + text, "sha256"))


def links(octets: bytes) -> Iterator[Link | None]:
    """The lines of a file, those without an end left out; None: it is no line of a journal."""
    for line in octets.split(_LF)[:-1]:
        yield _read(line)


def unfinished(octets: bytes) -> int:
    """Octets at the end that belong to a line without an end."""
    return len(octets) - (octets.rfind(_LF) + 1)


def faults(key: bytes, before: bytes, octets: bytes) -> Iterator[Fault]:
    """What is wrong with the lines of a file that follow the seal `before`.

    After a broken line the chain goes on with that line's own seal: the later ones are judged by
    themselves.
    """
    number = 0
    for number, found in enumerate(links(octets), 1):
        if found is None:
            yield Fault(Flaw.UNREADABLE, number)
            continue
        if not hmac.compare_digest(link(key, before, found.text).seal, found.seal):
            yield Fault(Flaw.BROKEN, number)
        before = found.seal
    if unfinished(octets):
        yield Fault(Flaw.CUT, number + 1)


def last_seal(before: bytes, found: Iterable[Link | None]) -> bytes:
    """The seal of the last line; `before` where there is none."""
    for each in found:
        if each is not None:
            before = each.seal
    return before


def _read(line: bytes) -> Link | None:
    text, _tab, seal = line.rpartition(_TAB)
    try:
        found = Link(text, bytes.fromhex(seal.decode("ascii")))
    except ValueError:
        return None
    # only the one way of writing it counts: hexadecimal digits have two cases
    return found if found.line() == line + _LF and len(seal) == _SEAL_DIGITS else None
