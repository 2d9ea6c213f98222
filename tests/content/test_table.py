"""What a binary workbook of today (.xlsb) says, and what it hides."""

from __future__ import annotations

import struct

from mailguard.domain.content import Veil
from tests.content.reads import hidden, read
from tests.content.zips import a_zip_of


def record(kind: int, octets: bytes = b"") -> bytes:
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    return head + bytes((len(octets),)) + octets


def words(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def a_sheet(*rows: tuple[str, ...], hidden_row: int = -1, hidden_column: int = -1) -> bytes:
    stream = record(129) + record(148, struct.pack("<4I", 0, len(rows) - 1, 0, 1))
    if hidden_column >= 0:
        stream += record(60, struct.pack("<4IH", hidden_column, hidden_column, 0, 0, 1))
    stream += record(145)
    for number, row in enumerate(rows):
        flags = 0x10 if number == hidden_row else 0
        stream += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0))
        for column, text in enumerate(row):
            stream += record(6, struct.pack("<II", column, 0) + words(text))
    return stream + record(146) + record(130)


def a_book(reference: str = "r", **sheets: tuple[int, bytes]) -> bytes:
    """The sheets by their names, each with its state: 0 seen, 1 hidden, 2 very hidden."""
    bundles = relations = b""
    parts = {}
    for number, (name, (state, stream)) in enumerate(sheets.items(), start=1):
        bundle = struct.pack("<II", state, number) + words(f"{reference}{number}") + words(name)
        bundles += record(156, bundle)
        target = f"worksheets/sheet{number}.bin"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        relations = (
            f"<Relationship Id='r{number}' Type='{kind}' Target='{target}'/>".encode() + relations
        )
        parts[f"xl/{target}"] = stream
    book = record(131) + record(143) + bundles + record(144) + record(132)
    space = b"http://schemas.openxmlformats.org/package/2006/relationships"
    rels = b"<Relationships xmlns='" + space + b"'>" + relations + b"</Relationships>"
    return a_zip_of({"xl/workbook.bin": book, "xl/_rels/workbook.bin.rels": rels, **parts})


def test_cells_sheets_rows_and_columns_are_read_and_what_is_hidden_is_found() -> None:
    seen = a_sheet(("Name", "Phone"), ("Sato", "03"), hidden_row=1, hidden_column=1)
    found = read(a_book(A=(0, seen), Cost=(2, a_sheet(("cost", "700")))), "a.xlsb")
    assert (found.unread, found.text) == ("", "A\nName\tPhone\nSato\t03\nCost\ncost\t700\n")
    assert found.headings[:3] == ("A", "Name", "Phone")
    assert hidden(found, Veil.ROWS) == [("A", "", 1)]
    assert hidden(found, Veil.COLUMNS) == [("A", "", 1)]
    assert hidden(found, Veil.VERY_HIDDEN_SHEET) == [("Cost", "cost 700", 1)]


def test_a_fault_of_the_library_ends_as_unread() -> None:
    found = read(a_book(reference="lost", A=(0, a_sheet(("Name", "Phone")))), "a.xlsb")
    assert "a.xlsb" in found.unread
