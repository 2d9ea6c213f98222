"""A CSV file with a heading: its lines by their columns, and what is wrong with some."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from mailguard.config import Problem, place_in_words
from mailguard.csv_lines import lines_in
from mailguard.domain.address import Address, AddressError
from mailguard.i18n import _

Columns = Mapping[str, tuple[str, ...]]
"""The name of each column that a file may have → the other names it goes by."""

ALWAYS: Columns = {
    "valid_from": ("from", "有効開始日", "開始日"),
    "valid_until": ("until", "有効終了日", "終了日"),
}
"""Columns of every file: the first and the last day on which a line holds; empty: no such day."""


class LineError(Exception):
    """The line says nothing; the text says why, and what to do."""


class Row(msgspec.Struct, frozen=True):
    """A line, by its columns. A column that the file lacks is empty."""

    line: int  # counted from 1
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The text there. Raises LineError where it is empty."""
        if found := self.cells.get(column):
            return found
        raise LineError(_("“{column}” is empty. Please fill it in.").format(column=column))

    def address(self, column: str) -> Address:
        """The mail address there. Raises LineError."""
        return address_in(self.text(column))

    def address_if_any(self, column: str) -> Address | None:
        """The mail address there; None: it is empty. Raises LineError."""
        return self.address(column) if self.cells.get(column) else None

    def day(self, column: str) -> date | None:
        """The day there; None: it is empty. Raises LineError."""
        text = self.cells.get(column, "")
        if not text:
            return None
        try:
            return date(*map(int, text.replace("/", "-").split("-")))
        except (ValueError, TypeError) as error:
            sentence = _("“{text}” is no date. Write it as 2026-04-01.")
            raise LineError(sentence.format(text=text)) from error


def address_in(text: str) -> Address:
    """The mail address in `text`. Raises LineError."""
    try:
        return Address.parse(text)
    except AddressError as error:
        sentence = _("“{text}” is no mail address. One looks like name@example.com.")
        raise LineError(sentence.format(text=text)) from error


class Table:
    """One file. What cannot be read of it is said; the other lines hold."""

    def __init__(self, path: Path, needed: Sequence[str], columns: Columns) -> None:
        """`needed`: columns without which the file says nothing."""
        self.path = path
        self.problems: list[Problem] = []
        self._needed = needed
        self._names = {
            name: column
            for column, others in (*columns.items(), *ALWAYS.items())
            for name in (column, *others)
        }

    def rows(self) -> Iterator[Row]:
        """The filled lines; a missing file has none."""
        lines = self._lines()
        heading = next(lines, None)
        columns = self._columns(*heading) if heading else None
        if columns is None:
            return
        for line, cells in lines:
            if len(cells) > len(columns) and any(cells[len(columns) :]):
                self.complain(line, _("there are more commas than columns. Quote cells with one."))
                continue
            yield Row(line, dict(zip(columns, cells, strict=False)))

    def complain(self, line: int, sentence: str) -> None:
        """Note what is wrong with a line."""
        place = place_in_words(self.path, line)
        said = _("{place}: {problem}").format(place=place, problem=sentence)
        self.problems.append(Problem(str(self.path), line, said))

    def _columns(self, line: int, heading: Sequence[str]) -> list[str] | None:
        """The column of each cell; None: the heading lacks one that is needed."""
        columns = [self._names.get(name.casefold(), "") for name in heading]
        for name, column in zip(heading, columns, strict=True):
            if name and not column:
                sentence = _("there is no column “{column}” here; it is left out.")
                self.complain(line, sentence.format(column=name))
        missing = [name for name in self._needed if name not in columns]
        if not missing:
            return columns
        sentence = _("the first line has to name the columns; “{columns}” is missing.")
        self.complain(line, sentence.format(columns=", ".join(missing)))
        return None

    def _lines(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The filled lines that can be read, with their numbers."""
        for line in lines_in(self._octets()):
            if line.problem:
                self.complain(line.number, line.problem)
            else:
                yield line.number, line.cells

    def _octets(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            self.complain(0, _("this file cannot be read: {}.").format(error.strerror))
            return b""
