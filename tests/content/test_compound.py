"""What Office files of old, Outlook's mails and packed objects say."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt

from mailguard.domain.content import Veil
from tests.content.compounds import a_compound
from tests.content.reads import hidden, read, veils
from tests.content.zips import a_zip_of


def a_doc(text: str, remarks: str = "", *, narrow: bool = False, flags: int = 0) -> bytes:
    """A Word 97 file whose one piece is the text and the remarks on it."""
    whole = text + remarks
    octets = whole.encode("cp1252" if narrow else "utf-16-le")
    place = (2048 * 2) | 0x4000_0000 if narrow else 2048
    pieces = struct.pack("<II", 0, len(whole)) + struct.pack("<HIH", 0, place, 0)
    clx = b"\x01\x02\x00xx" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    head = bytearray(2048)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", head, 0x0A, 0x0200 | flags)
    struct.pack_into("<i", head, 0x4C, len(text))
    struct.pack_into("<i", head, 0x5C, len(remarks))
    struct.pack_into("<II", head, 0x01A2, 0, len(clx))
    return a_compound({"WordDocument": bytes(head) + octets, "1Table": clx})


def test_the_text_of_a_doc_is_read() -> None:
    found = read(a_doc("御見積書\r株式会社アクメ\x07佐藤様"), "a.doc")
    assert (found.text, found.unread) == ("御見積書\n株式会社アクメ\t佐藤様", "")


def test_a_doc_with_one_octet_a_letter_is_read() -> None:
    assert read(a_doc("Café – menu", narrow=True), "a.doc").text == "Café – menu"


def test_what_makes_a_field_is_no_text() -> None:
    field = '\x13HYPERLINK "https://example.com"\x14our page\x15'
    assert read(a_doc(f"See {field}."), "a.doc").text == "See our page."


def test_remarks_in_a_doc_are_hidden() -> None:
    found = read(a_doc("the price", "too cheap"), "a.doc")
    assert hidden(found, Veil.COMMENT) == [("", "too cheap", 1)]


def test_a_doc_with_a_password_is_encrypted() -> None:
    found = read(a_doc("text", flags=0x0100), "a.doc")
    assert (found.is_encrypted, found.text) == (True, "")
    assert "a.doc" in found.unread


@pytest.mark.parametrize("change", [b"\xec\xa5\x65\x00", b"\0\0\0\0"])
def test_a_doc_of_another_kind_is_not_called_read(change: bytes) -> None:
    assert read(a_doc("text").replace(b"\xec\xa5\xc1\x00", change), "a.doc").unread


def test_macros_are_seen() -> None:
    assert read(a_compound({"WordDocument": b"x", "Macros/dir": b"x"})).has_macros


def an_old_book() -> xlwt.Workbook:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名簿")
    for number, row in enumerate((("氏名", "電話"), ("佐藤", "03-1234"), ("鈴木", 42.0))):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    return book


def saved(book: xlwt.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_cells_of_an_xls_are_read_and_its_header_found() -> None:
    found = read(saved(an_old_book()), "a.xls")
    assert (found.text, found.unread) == ("名簿\n氏名\t電話\n佐藤\t03-1234\n鈴木\t42\n", "")
    assert found.headings == ("名簿", "氏名", "電話")
    assert veils(found) == set()


@pytest.mark.parametrize(("state", "veil"), [(1, Veil.SHEET), (2, Veil.VERY_HIDDEN_SHEET)])
def test_a_hidden_sheet_of_an_xls_is_found(state: int, veil: Veil) -> None:
    book = an_old_book()
    cost = book.add_sheet("原価")
    cost.write(0, 0, "cost")
    cost.visibility = state
    assert hidden(read(saved(book), "a.xls"), veil) == [("原価", "cost", 1)]


def test_hidden_rows_and_columns_of_an_xls_are_counted() -> None:
    book = an_old_book()
    sheet = book.get_sheet(0)
    sheet.row(1).hidden = True
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    sheet.col(9).hidden = True
    found = read(saved(book), "a.xls")
    assert hidden(found, Veil.ROWS) == [("名簿", "", 2)]
    assert hidden(found, Veil.COLUMNS) == [("名簿", "", 1)]


def test_an_xls_with_corners_far_apart_is_not_unfolded() -> None:
    book = an_old_book()
    book.get_sheet(0).write(65_535, 255, "far")
    assert "a.xls" in read(saved(book), "a.xls").unread


def test_an_xls_with_a_password_is_encrypted() -> None:
    stream = struct.pack("<HHHHHH", 0x809, 8, 0x600, 5, 0, 0) + struct.pack("<HHH", 0x2F, 2, 1)
    found = read(a_compound({"Workbook": stream}), "a.xls")
    assert found.is_encrypted
    assert found.unread


def atom(kind: int, octets: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(octets)) + octets


def holder(kind: int, *inner: bytes) -> bytes:
    return atom(kind, b"".join(inner), 0x0F)


def a_ppt(*records: bytes, edit: bytes = bytes(28)) -> bytes:
    stream = b"".join(records)
    user = struct.pack("<IIIHHBBHI", 20, 0xE391C05F, len(stream), 0, 0x03F4, 3, 0, 0, 8)
    streams = {
        "PowerPoint Document": stream + atom(0x0FF5, edit),
        "Current User": atom(0x0FF6, user),
    }
    return a_compound(streams)


def test_a_ppt_with_a_password_is_encrypted() -> None:
    found = read(a_ppt(edit=bytes(32)), "a.ppt")
    assert found.is_encrypted
    assert "a.ppt" in found.unread


def test_slides_notes_and_remarks_of_a_ppt_are_read() -> None:
    file = a_ppt(
        holder(0x03EE, atom(0x0FA0, "ご提案".encode("utf-16-le")), atom(0x0FA8, b"plain")),
        holder(0x03EE, atom(0x03F9, bytes(10) + b"\x04\0\0\0\0\0"), atom(0x0FA8, b"second")),
        holder(0x03F0, atom(0x0FA8, b"do not say")),
        holder(0x2EE0, atom(0x0FBA, "too dear".encode("utf-16-le"))),
    )
    found = read(file, "a.ppt")
    assert found.text == "ご提案\nplain\nsecond\ndo not say\ntoo dear\n"
    assert hidden(found, Veil.SLIDE) == [("slide 2", "", 1)]
    assert hidden(found, Veil.SPEAKER_NOTES) == [("", "do not say", 1)]
    assert hidden(found, Veil.COMMENT) == [("", "too dear", 1)]


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def a_msg() -> dict[str, bytes]:
    return {
        "__properties_version1.0": bytes(32),
        "__substg1.0_0037001F": wide("見積書"),
        "__substg1.0_1000001F": wide("お送りします。"),
        "__substg1.0_0E04001F": wide("佐藤; 鈴木"),
        "__substg1.0_0C1A001E": "高橋".encode("cp932"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": wide("list.csv"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": b"name,salary",
    }


def test_a_mail_of_outlook_is_read_with_its_people_and_files() -> None:
    found = read(a_compound(a_msg()), "a.msg")
    assert found.unread == ""
    assert found.headings[0] == "見積書"
    for words in ("見積書", "お送りします。", "佐藤; 鈴木", "高橋", "name,salary"):
        assert words in found.text
    assert [file.name for file in found.files] == ["list.csv"]


def test_a_mail_within_a_mail_of_outlook_is_named_and_said_not_to_be_read() -> None:
    within = "__attach_version1.0_#00000001/__substg1.0_3701000D"
    found = read(a_compound(a_msg() | {within: b"x"}), "a.msg")
    assert "a.msg" in found.unread


def test_a_page_is_read_where_a_mail_of_outlook_has_no_plain_text() -> None:
    streams = a_msg()
    del streams["__substg1.0_1000001F"]
    streams["__substg1.0_10130102"] = b"<html><body>the <b>page</b></body></html>"
    assert "the page" in read(a_compound(streams), "a.msg").text


def test_a_file_packed_into_a_document_is_read() -> None:
    octets = b"name,salary"
    stream = (
        bytes(4) + b"\x02\0list.csv\0C:\\list.csv\0" + bytes(4)
        + struct.pack("<I", 4) + b"C:x\0" + struct.pack("<I", len(octets)) + octets
    )  # fmt: skip
    packed = a_compound({"\x01Ole10Native": stream})
    found = read(
        a_zip_of({"word/document.xml": b"<a/>", "word/embeddings/o.bin": packed}), "a.docx"
    )
    assert "name,salary" in found.text
    assert [file.name for file in found.files] == ["o.bin", "o.bin/list.csv"]


def test_an_office_file_with_a_password_is_encrypted() -> None:
    found = read(a_compound({"EncryptedPackage": b"x" * 90, "EncryptionInfo": b"x"}), "a.docx")
    assert found.is_encrypted
    assert "a.docx" in found.unread


def test_another_compound_file_is_said_not_to_be_looked_into() -> None:
    assert "a.msi" in read(a_compound({"Other": b"x"}), "a.msi").unread


@pytest.mark.parametrize("file", [a_doc("text" * 2000), saved(an_old_book()), a_compound(a_msg())])
def test_half_a_compound_file_is_never_called_read(file: bytes) -> None:
    assert read(file[: len(file) // 2], "a").unread
