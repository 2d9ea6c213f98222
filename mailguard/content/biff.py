"""The records of binary Excel files: what is hidden in them, and how large their sheets are.

Two cells in opposite corners make a table of 16 million for the library that reads it, so the
corners are looked at first. [MS-XLS] 2.4, [MS-XLSB] 2.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEAD = struct.Struct("<HH")
_PAIR = struct.Struct("<HH")
_CLAIM = struct.Struct("<IIHH")
_ENDLESS = 1 << 40
_BOF, _ROW, _COLUMNS, _PASSWORD, _SIZE = 0x0809, 0x0208, 0x007D, 0x002F, 0x0200
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x0006, 0x0205, 0x00D6, 0x00BD})

_WIDE_CLAIM = struct.Struct("<4I")
_WIDE_ROW, _WIDE_COLUMNS, _WIDE_SHEET, _WIDE_SIZE = 0, 60, 156, 148
_WIDE_CELLS = frozenset(range(1, 12))


@dataclass
class Extent:
    """One sheet's rows and columns."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    claimed: int = 0  # cells that the sheet says it has

    @property
    def area(self) -> int:
        """Cells of the rectangle around all that are filled, or of the one that is claimed."""
        if not self.rows:
            return self.claimed
        height = max(self.rows) - min(self.rows) + 1
        width = max(self.columns) - min(self.columns) + 1
        return max(self.claimed, height * width)

    def cell(self, row: int, column: int) -> None:
        """A cell that is filled."""
        self.rows.add(row)
        self.columns.add(column)


def needs_password(stream: bytes) -> bool:
    """Whether a workbook's records are encrypted; only the first few are looked at."""
    for _count, (kind, _data) in zip(range(20), _records(stream), strict=False):
        if kind == _PASSWORD:
            return True
    return False


def extents(stream: bytes) -> list[Extent]:
    """The sheets of an .xls workbook stream, in their order."""
    found: list[Extent] = []
    is_globals = True
    for kind, data in _records(stream):
        if kind == _BOF and len(data) >= 4:
            is_globals = _PAIR.unpack_from(data)[1] == 5  # the workbook's own part
            if not is_globals:
                found.append(Extent())
        elif not is_globals and found:
            _see(found[-1], kind, data)
    return found


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, place)
        place += _HEAD.size
        yield kind, stream[place : place + length]
        place += length


def _see(extent: Extent, kind: int, data: bytes) -> None:
    if kind in _CELLS and len(data) >= 6:
        row, column = _PAIR.unpack_from(data)
        extent.cell(row, column)
        if kind == 0x00BD:  # several numbers in a row
            extent.cell(row, _PAIR.unpack_from(data, len(data) - 4)[1])
    elif kind == _SIZE and len(data) >= _CLAIM.size:
        top, bottom, left, right = _CLAIM.unpack_from(data)
        extent.claimed = _claim(bottom - top, right - left)
    elif kind == _ROW and len(data) >= 16 and data[12] & 0x20:
        extent.hidden_rows.add(_PAIR.unpack_from(data)[0])
    elif kind == _COLUMNS and len(data) >= 10 and data[8] & 0x01:
        first, last = _PAIR.unpack_from(data)
        extent.hidden_columns.update(range(first, min(last, 255) + 1))


def _claim(height: int, width: int) -> int:
    """Cells of a rectangle; what ends before it begins is endless to the library."""
    return height * width if height >= 0 and width >= 0 else _ENDLESS


def wide_extent(stream: bytes) -> Extent:
    """The one sheet of a part of an .xlsb workbook."""
    extent = Extent()
    row = 0
    for kind, data in _wide_records(stream):
        if kind == _WIDE_ROW and len(data) >= 12:
            row = int.from_bytes(data[:4], "little")
            if data[11] & 0x10:
                extent.hidden_rows.add(row)
        elif kind in _WIDE_CELLS and len(data) >= 4:
            extent.cell(row, int.from_bytes(data[:4], "little"))
        elif kind == _WIDE_SIZE and len(data) >= _WIDE_CLAIM.size:
            top, bottom, left, right = _WIDE_CLAIM.unpack_from(data)
            extent.claimed = _claim(bottom - top + 1, right - left + 1)
        elif kind == _WIDE_COLUMNS and len(data) >= 18 and data[16] & 0x01:
            first, last = (int.from_bytes(data[at : at + 4], "little") for at in (0, 4))
            extent.hidden_columns.update(range(first, min(last, 16_383) + 1))
    return extent


def wide_sheets(stream: bytes) -> list[str]:
    """The references of an .xlsb workbook to its sheets, in their order."""
    found = []
    for kind, data in _wide_records(stream):
        if kind == _WIDE_SHEET and len(data) >= 12:
            length = int.from_bytes(data[8:12], "little")
            found.append(data[12 : 12 + 2 * length].decode("utf-16-le", "replace"))
    return found


def _wide_records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(stream):
        kind, place = _number(stream, place, 2)
        length, place = _number(stream, place, 4)
        yield kind, stream[place : place + length]
        place += length


def _number(stream: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits an octet, and where it ends."""
    value = 0
    for index in range(most):
        if place >= len(stream):
            break
        octet = stream[place]
        place += 1
        value |= (octet & 0x7F) << (7 * index)
        if not octet & 0x80:
            break
    return value, place
