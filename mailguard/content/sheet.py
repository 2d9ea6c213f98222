"""One sheet of a workbook: its cells row by row, and the rows and columns that are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mailguard.content.harvest import Harvest
from mailguard.content.numberformat import date_of
from mailguard.content.xml import attribute, events, forget, local
from mailguard.domain.content import Veil

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRUE = ("1", "true")
_HEADER_WITHIN = 20
"""Rows from the top among which the table's header is looked for."""

_COLUMNS = 16_384


class Headers:
    """Finds the row that names the columns: the first with two texts or more, and no number."""

    def __init__(self, harvest: Harvest) -> None:
        self._harvest = harvest
        self._rows = 0

    def see(self, cells: Sequence[str]) -> None:
        """Takes the next row."""
        self._rows += 1
        words = [cell for cell in cells if cell]
        if self._rows > _HEADER_WITHIN or len(words) < 2 or any(map(_is_number, words)):
            return
        self._rows = _HEADER_WITHIN
        for word in words:
            self._harvest.head(word)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdecimal()


class Sheet:
    """Reads one sheet; what it hides is said at its end."""

    def __init__(
        self,
        harvest: Harvest,
        name: str,
        strings: Sequence[str],
        dates: frozenset[int],
        veil: Veil | None,
    ) -> None:
        self._harvest = harvest
        self._name = name
        self._strings = strings
        self._dates = {str(style) for style in dates}
        self._veil = veil
        self._headers = Headers(harvest)
        self._first = ""
        self._hidden_columns: dict[int, str] = {}
        self._hidden_rows: list[str] = []

    def read(self, chunks: Iterable[bytes]) -> None:
        """Reads the sheet's XML."""
        for _kind, element in events(chunks, ["col", "row"]):
            if local(element) == "col":
                self._column(element)
            else:
                self._row(element)
                forget(element)

    def close(self) -> None:
        """Says what of the sheet is hidden, as far as it was read."""
        if self._veil is not None:
            self._harvest.hide(self._veil, self._name, self._first)
        if self._hidden_rows:
            count = len(self._hidden_rows)
            self._harvest.hide(Veil.ROWS, self._name, self._hidden_rows[0], count)
        samples = [sample for sample in self._hidden_columns.values() if sample]
        if samples:
            self._harvest.hide(Veil.COLUMNS, self._name, samples[0], len(samples))

    def _column(self, element: _Element) -> None:
        if attribute(element, "hidden") not in _TRUE:
            return
        first, last = attribute(element, "min"), attribute(element, "max")
        if first.isdecimal() and last.isdecimal() and len(first + last) < 11:
            for column in range(int(first), min(int(last), _COLUMNS) + 1):
                self._hidden_columns[column] = ""

    def _row(self, row: _Element) -> None:
        cells = []
        for cell in row:
            text = self._text(cell)
            if text:
                cells.append(text)
                if self._hidden_columns:
                    self._see_column(cell, text)
        line = "\t".join(cells)
        if not line:
            return
        self._first = self._first or line
        self._headers.see(cells)
        if row.get("hidden") in _TRUE:
            self._hidden_rows.append(line if not self._hidden_rows else "")
        self._harvest.say(f"{line}\n")

    def _see_column(self, cell: _Element, text: str) -> None:
        column = _column_of(cell.get("r") or "")
        if self._hidden_columns.get(column) == "":
            self._hidden_columns[column] = text

    def _text(self, cell: _Element) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            return "".join(child.text or "" for child in cell.iter("{*}t"))
        text = ""
        for child in cell:
            if child.tag[-2:] == "}v":
                text = child.text or ""
        if kind == "s":
            return self._string(text)
        if kind in (None, "n") and text and cell.get("s") in self._dates:
            return date_of(text)
        return text

    def _string(self, number: str) -> str:
        if number.isdecimal() and len(number) < 9 and int(number) < len(self._strings):
            return self._strings[int(number)]
        return ""


def _column_of(reference: str) -> int:
    """The column's number in a cell's reference: 28 in "AB12"."""
    number = 0
    for letter in reference[:3]:
        if not "A" <= letter <= "Z":
            break
        number = 26 * number + ord(letter) - 64
    return number
