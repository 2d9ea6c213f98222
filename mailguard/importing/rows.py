"""The rows of an exported table: cells by their place, flags and numbers in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from mailguard.config import place_in_words
from mailguard.csv_lines import lines_in
from mailguard.i18n import _
from mailguard.importing.harvest import Fate, Harvest

_YES = frozenset({"yes", "y", "true", "on", "1"})
_NO = frozenset({"no", "n", "false", "off", "0"})


class RowError(Exception):
    """The row cannot be taken over; the text says why."""


class Row(msgspec.Struct, frozen=True):
    """One row of a file."""

    file: str
    line: int
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        return place_in_words(Path(self.file), self.line)

    def text(self, index: int) -> str:
        """The cell, on one line; "" where there is none."""
        return " ".join(self.cells[index].split()) if index < len(self.cells) else ""

    def filled(self, index: int) -> str:
        """The cell. Raises RowError where it is empty."""
        if text := self.text(index):
            return text
        raise RowError(_("cell {number} is empty.").format(number=index + 1))

    def flag(self, index: int, *, default: bool = False) -> bool:
        """Yes or no. Raises RowError."""
        return truth(self.text(index), default=default)

    def number(self, index: int, default: int) -> int:
        """A whole number, not negative. Raises RowError."""
        return whole_number(self.text(index), default)


def truth(text: str, *, default: bool = False) -> bool:
    """What a word says, in the spellings of these programs. Raises RowError."""
    word = text.casefold()
    if word and word not in _YES | _NO:
        raise RowError(_("“{text}” is neither yes nor no.").format(text=text))
    return word in _YES if word else default


def whole_number(text: str, default: int) -> int:
    """The number in `text`. Raises RowError."""
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RowError(_("“{text}” is no number.").format(text=text))
    return int(text)


def rows_in(file: str, octets: bytes, harvest: Harvest) -> list[Row]:
    """The filled rows of a CSV file; lines that cannot be read are noted."""
    found = []
    for line in lines_in(octets):
        if line.problem:
            harvest.note(Fate.UNREAD, place_in_words(Path(file), line.number), line.problem)
        else:
            found.append(Row(file, line.number, line.cells))
    return found


def each(rows: Iterable[Row], harvest: Harvest, take: Callable[[Row], None]) -> list[Row]:
    """Do `take` with each row, note those it cannot take, and give back the others."""
    good = []
    for row in rows:
        try:
            take(row)
        except RowError as error:
            harvest.note(Fate.UNREAD, row.place, str(error))
        else:
            good.append(row)
    return good


def places_of(rows: Sequence[Row]) -> str:
    """All places at once: the file, and its lines as few words as possible."""
    lines = sorted({row.line for row in rows})
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    if len(lines) == 1:
        return rows[0].place
    said = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
    return _("{file}, lines {lines}").format(file=rows[0].file, lines=said)
