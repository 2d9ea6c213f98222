"""What a PDF file says."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from mailguard.content.allowance import Allowance
from mailguard.domain.content import InnerFile, Veil
from tests.content.pdfs import a_pdf
from tests.content.reads import hidden, read


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def a_writer(*pages: str) -> PdfWriter:
    writer = PdfWriter()
    writer.append(io.BytesIO(a_pdf(*pages)))
    return writer


def test_the_pages_are_read_in_their_order() -> None:
    found = read(a_pdf("first page", "second page"), "a.pdf")
    assert (found.text, found.unread) == ("first page\nsecond page\n", "")


def test_title_and_author_are_properties() -> None:
    writer = a_writer("text")
    writer.add_metadata({"/Title": "御見積", "/Author": "佐藤"})
    found = read(written(writer), "a.pdf")
    assert (found.properties.title, found.properties.author) == ("御見積", "佐藤")
    assert found.headings == ("御見積",)


def test_pictures_of_text_are_said_not_to_be_read() -> None:
    assert read(a_pdf("", ""), "scan.pdf").unread
    assert not read(a_pdf("", "text"), "scan.pdf").unread


@pytest.mark.parametrize("way", ["RC4-128", "AES-256"])
def test_one_with_a_password_is_encrypted(way: str) -> None:
    writer = a_writer("text")
    writer.encrypt("secret", algorithm=way)
    found = read(written(writer), "a.pdf")
    assert found.is_encrypted
    assert "a.pdf" in found.unread
    assert found.text == ""


def test_one_that_only_the_owner_may_change_is_read() -> None:
    writer = a_writer("text")
    writer.encrypt("", "owner", algorithm="AES-256")
    found = read(written(writer), "a.pdf")
    assert (found.text, found.is_encrypted, found.unread) == ("text\n", False, "")


def test_remarks_are_hidden_and_fields_are_text() -> None:
    notes = (
        b"/Annots [<< /Subtype /Text /T (Sato) /Contents (too cheap) >> "
        b"<< /Subtype /Widget /V (filled in) >> << /Subtype /Link >>]"
    )
    found = read(a_pdf("text", page=notes), "a.pdf")
    assert hidden(found, Veil.COMMENT) == [("Sato", "too cheap", 1)]
    assert found.text == "text\ntoo cheap\nfilled in\n"


def test_a_file_within_is_read_too() -> None:
    writer = a_writer("text")
    writer.add_attachment("cost.csv", b"name,salary")
    found = read(written(writer), "a.pdf")
    assert found.files == (InnerFile("cost.csv", 11, "text/plain"),)
    assert "name,salary" in found.text


def test_a_page_that_cannot_be_read_does_not_hide_the_next() -> None:
    file = a_pdf("first", "second").replace(b"/Contents 5 0 R", b"/Contents [[] ]")
    found = read(file, "a.pdf")
    assert "second" in found.text


def test_when_time_is_up_the_pages_so_far_remain() -> None:
    pages = [f"page {number}" for number in range(1, 50)]
    moments = iter([False] * 20 + [True] * 10_000)
    found = read(a_pdf(*pages), "a.pdf", Allowance(lambda: next(moments)))
    assert found.text.startswith("page 1\n")
    assert "page 49" not in found.text
    assert found.unread
