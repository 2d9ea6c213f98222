"""The real type of a file is told from its first octets."""

from __future__ import annotations

import pytest

from mailguard.content.filetype import START, FileTypes
from tests.content.zips import a_locked_zip, a_zip_of
from tests.timing import within

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.fixture(scope="module")
def types() -> FileTypes:
    return FileTypes()


def a_program() -> bytes:
    """The beginning of a program for Windows."""
    return (
        b"MZ" + bytes(58) + (128).to_bytes(4, "little") + bytes(64) + b"PE\0\0\x4c\x01" + bytes(400)
    )


def a_zip_with(*names: str) -> bytes:
    return a_zip_of(dict.fromkeys(names, b"text"))


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", "image/png"),
        (b"plain text\n", "text/plain"),
        (a_zip_with("a.txt"), "application/zip"),
        (a_locked_zip("a.txt", b"text"), "application/zip"),
        (a_zip_with("[Content_Types].xml", "word/a.xml"), OFFICE + "wordprocessingml.document"),
        (a_zip_with("docProps/app.xml", "xl/workbook.xml"), OFFICE + "spreadsheetml.sheet"),
        (a_zip_with("_rels/.rels", "ppt/slides/1.xml"), OFFICE + "presentationml.presentation"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "application/encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
        (b"", ""),
        (b"\0\1\2\3", ""),
    ],
)
def test_the_octets_say_what_a_file_is(types: FileTypes, start: bytes, kind: str) -> None:
    assert types.of(start) == kind


def test_an_open_document_names_itself(types: FileTypes) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    assert types.of(
        b"PK\x03\x04" + bytes(22) + b"\x08\0\0\0mimetype" + kind.encode() + b"PK\3\4"
    ) == (kind)


def test_a_program_is_a_program(types: FileTypes) -> None:
    assert types.of(a_program()) in (
        "application/x-dosexec",
        "application/vnd.microsoft.portable-executable",
    )


def test_no_more_than_the_beginning_is_looked_at() -> None:
    class Counting:
        def from_buffer(self, octets: bytes) -> str:
            return f"text/{len(octets)}"

    assert FileTypes(Counting()).of(b"x" * 100_000) == f"text/{START}"


def test_much_space_is_not_looked_through(types: FileTypes) -> None:
    with within(0.1):
        assert types.of(b"plain text" + b"\n" * START) == "text/plain"
