"""Binary workbooks, .xls and .xlsb: their cells, and what of them is hidden."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from mailguard.content.biff import Extent, wide_extent
from mailguard.content.harvest import Harvest
from mailguard.content.office import links, read_embedded, read_surroundings
from mailguard.content.package import Package
from mailguard.content.sheet import Headers
from mailguard.content.unread import too_large
from mailguard.domain.content import Veil

CELL_LIMIT = 2_000_000
"""Cells of all sheets, the empty ones between them too: the library keeps 32 octets for each."""

_BOOK = "xl/workbook.bin"


def is_binary_workbook(package: Package) -> bool:
    """Whether a zip file is an Excel workbook of binary records."""
    return _BOOK in package.names


def read_binary_workbook(package: Package, harvest: Harvest) -> None:
    """Reads an .xlsb workbook."""
    read_surroundings(package, harvest)
    parts = [p for p in package.below("xl/worksheets/") if p.endswith(".bin")]
    read = {part: wide_extent(package.whole(package.names[part])) for part in parts}
    order = [link.target for link in links(package, _BOOK).values() if link.target in read]
    read_table(package.octets, [read[part] for part in order], harvest)
    read_embedded(package, harvest)


def read_table(octets: bytes, extents: Sequence[Extent], harvest: Harvest) -> None:
    """Reads the workbook `octets`, whose sheets were measured as `extents`, in their order."""
    from python_calamine import (  # noqa: PLC0415  most mails have no such file
        SheetVisibleEnum,
        load_workbook,
    )

    if sum(extent.area for extent in extents) > CELL_LIMIT:
        raise too_large()
    book = load_workbook(io.BytesIO(octets))
    for index, sheet in enumerate(book.sheets_metadata):
        rows = book.get_sheet_by_index(index).iter_rows()
        harvest.head(sheet.name)
        harvest.say(f"{sheet.name}\n")
        first = _read_rows(rows, harvest)
        if sheet.visible == SheetVisibleEnum.Hidden:
            harvest.hide(Veil.SHEET, sheet.name, first)
        elif sheet.visible == SheetVisibleEnum.VeryHidden:
            harvest.hide(Veil.VERY_HIDDEN_SHEET, sheet.name, first)
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
