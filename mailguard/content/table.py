"""Binary workbooks, .xls and .xlsb: their cells, and what of them is hidden."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from mailguard.content.biff import Extent, wide_extent, wide_sheets
from mailguard.content.harvest import Harvest
from mailguard.content.office import links, read_embedded, read_surroundings
from mailguard.content.package import Package
from mailguard.content.sheet import Headers
from mailguard.content.unread import damaged, too_large
from mailguard.domain.content import Veil

CELL_LIMIT = 2_000_000
"""Cells of all sheets, the empty ones between them too: the library keeps 32 octets for each."""

_VEILS = {"Hidden": Veil.SHEET, "VeryHidden": Veil.VERY_HIDDEN_SHEET}
_FAULT = "PanicException"
"""How the library's own faults arrive: as no Exception, and of a class that it does not name."""

_BOOK = "xl/workbook.bin"


def is_binary_workbook(package: Package) -> bool:
    """Whether a zip file is an Excel workbook of binary records."""
    return _BOOK in package.names


def read_binary_workbook(package: Package, harvest: Harvest) -> None:
    """Reads an .xlsb workbook."""
    read_surroundings(package, harvest)
    parts = [p for p in package.below("xl/worksheets/") if p.endswith(".bin")]
    read = {part: wide_extent(package.whole(package.names[part])) for part in parts}
    if sum(extent.area for extent in read.values()) > CELL_LIMIT:
        raise too_large()
    targets = links(package, _BOOK)
    order = wide_sheets(package.whole(package.names[_BOOK]))
    sheets = [read.get(targets[link].target, Extent()) for link in order if link in targets]
    read_table(package.octets, sheets, harvest)
    read_embedded(package, harvest)


def read_table(octets: bytes, extents: Sequence[Extent], harvest: Harvest) -> None:
    """Reads the workbook `octets`, whose sheets were measured as `extents`, in their order."""
    if sum(extent.area for extent in extents) > CELL_LIMIT:
        raise too_large()
    try:
        _read_book(octets, extents, harvest)
    except BaseException as error:
        if type(error).__name__ != _FAULT:
            raise
        raise damaged() from error


def _read_book(octets: bytes, extents: Sequence[Extent], harvest: Harvest) -> None:
    from python_calamine import load_workbook  # noqa: PLC0415  most mails have no such file

    book = load_workbook(io.BytesIO(octets))
    for index, sheet in enumerate(book.sheets_metadata):
        harvest.head(sheet.name)
        harvest.say(f"{sheet.name}\n")
        first = _read_rows(book.get_sheet_by_index(index).iter_rows(), harvest)
        if veil := _VEILS.get(str(sheet.visible).rpartition(".")[2]):
            harvest.hide(veil, sheet.name, first)
        if index < len(extents):
            _hide(extents[index], sheet.name, harvest)


def _read_rows(rows: Iterable[Sequence[object]], harvest: Harvest) -> str:
    """Reads all rows; gives the first that holds something."""
    headers = Headers(harvest)
    first = ""
    for row in rows:
        harvest.allowance.tick()
        cells = [text for text in map(_shown, row) if text]
        line = "\t".join(cells)
        if line:
            first = first or line
            headers.see(cells)
            harvest.say(f"{line}\n")
    return first


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _hide(extent: Extent, sheet: str, harvest: Harvest) -> None:
    if rows := extent.hidden_rows & extent.rows:
        harvest.hide(Veil.ROWS, sheet, count=len(rows))
    if columns := extent.hidden_columns & extent.columns:
        harvest.hide(Veil.COLUMNS, sheet, count=len(columns))
