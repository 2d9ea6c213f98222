"""Verifying a journal: what was changed, taken out, put in or moved, and where."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from mailguard.journal.book import Head, Shelf
from mailguard.journal.chain import FIRST, Fault, Flaw, faults, last_seal, links
from mailguard.journal.lines import Pruned


class Place(msgspec.Struct, frozen=True):
    """A flaw, and where it is."""

    flaw: Flaw
    file: str
    line: int


class Verdict(msgspec.Struct, frozen=True):
    """What verifying brought."""

    lines: int
    head: Head
    flaws: tuple[Place, ...]
    starts_late: bool = False  # its first files are gone, and no line says that they may be
    anchor_holds: bool | None = None  # None: no anchor was given

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found to be wrong."""
        return not self.flaws and not self.starts_late and self.anchor_holds is not False


def verify(shelf: Shelf, anchor: Head | None = None) -> Verdict:
    """Look at every line of the journal. `anchor`: a line that was noted elsewhere once.

    Raises OSError.
    """
    before, lines = FIRST, 0
    flaws: list[Place] = []
    numbers: list[int] = []
    seals: dict[int, bytes] = {}
    files = shelf.files()
    starts_late = _first_number(files) > 0
    for position, path in enumerate(files):
        octets = path.read_bytes()
        found = list(links(octets))
        wrong = list(faults(shelf.key, before, octets))
        if position == 0 and starts_late:
            wrong = [fault for fault in wrong if fault != Fault(Flaw.BROKEN, 1)]
        flaws.extend(Place(fault.flaw, path.name, fault.line) for fault in wrong)
        for each in found:
            number = _number(each.text) if each else -1
            numbers.append(number)
            if each:
                seals[number] = each.seal
        lines += len(found)
        before = last_seal(before, found)
    head = Head(numbers[-1] if numbers else -1, before)
    late = starts_late and not _says_pruned(files)
    return Verdict(lines, head, tuple(flaws), late, _holds(anchor, seals))


def lines_of(files: Sequence[Path]) -> Iterator[bytes]:
    """The texts of all lines that are lines of a journal, the oldest first."""
    for path in files:
        for each in links(path.read_bytes()):
            if each is not None:
                yield each.text


def _holds(anchor: Head | None, seals: dict[int, bytes]) -> bool | None:
    if anchor is None:
        return None
    return hmac.compare_digest(seals.get(anchor.number, b""), anchor.seal)


def _first_number(files: Sequence[Path]) -> int:
    return next((_number(text) for text in lines_of(files)), 0)


def _says_pruned(files: Sequence[Path]) -> bool:
    """Whether a line says that everything before the first file was removed in time."""
    wanted = type(Pruned("")).__name__.lower()
    for text in lines_of(files):
        line = decoded(text)
        if line.get("what") == wanted and line.get("until") == files[0].name:
            return True
    return False


def _number(text: bytes) -> int:
    number = decoded(text).get("n")
    return number if isinstance(number, int) else -1


def decoded(text: bytes) -> dict[str, object]:
    """The text of a line as a mapping; empty where it is none."""
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
