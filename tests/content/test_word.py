"""What a Word document says, and what it hides."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from mailguard.domain.content import Content, Veil
from tests.content.reads import hidden, read, veils
from tests.content.zips import a_zip_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def content(document: Document) -> Content:
    file = io.BytesIO()
    document.save(file)
    return read(file.getvalue(), "a.docx")


def a_paragraph(inner: str) -> Document:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{inner}</w:p>"))
    return document


def a_run(words: str, style: str = "") -> str:
    return f"<w:r><w:rPr>{style}</w:rPr><w:t>{words}</w:t></w:r>"


def test_the_words_of_body_tables_headers_and_footers_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("御見積書を送付いたします。").add_run("\tend")
    document.add_table(1, 1).cell(0, 0).text = "in a cell"
    document.sections[0].header.paragraphs[0].text = "株式会社アクメ"
    document.sections[0].footer.paragraphs[0].text = "page one"
    found = content(document)
    assert found.unread == ""
    for words in ("御見積書を送付いたします。\tend", "in a cell", "株式会社アクメ", "page one"):
        assert words in found.text


def test_words_that_are_cut_into_runs_are_whole_again() -> None:
    assert "secret" in content(a_paragraph(a_run("sec") + a_run("ret"))).text


def test_headings_and_properties_are_told_apart_from_text() -> None:
    document = docx.Document()
    document.add_heading("契約条件", 1)
    document.add_paragraph("plain")
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = "御見積", "佐藤", "鈴木"
    found = content(document)
    assert "契約条件" in found.headings
    assert "plain" not in found.headings
    told = found.properties
    assert (told.title, told.author, told.last_author) == ("御見積", "佐藤", "鈴木")


def test_the_company_is_read() -> None:
    app = b"<Properties xmlns='urn:x'><Company>ACME K.K.</Company></Properties>"
    document = b"<w:document xmlns:w='urn:w'><w:body/></w:document>"
    found = read(a_zip_of({"word/document.xml": document, "docProps/app.xml": app}))
    assert found.properties.company == "ACME K.K."


@pytest.mark.parametrize("change", ["ins", "del", "moveFrom", "moveTo"])
def test_a_tracked_change_is_hidden(change: str) -> None:
    words = "delText" if change == "del" else "t"
    inner = f'<w:{change} w:id="1" w:author="Sato"><w:r><w:{words}>30% off</w:{words}></w:r>'
    found = content(a_paragraph(f"{inner}</w:{change}>{a_run('rest')}"))
    assert hidden(found, Veil.TRACKED_CHANGE) == [("Sato", "30% off", 1)]
    assert "30% off" in found.text


def test_an_empty_change_mark_is_none() -> None:
    mark = '<w:pPr><w:rPr><w:ins w:id="1" w:author="Sato"/></w:rPr></w:pPr>'
    assert veils(content(a_paragraph(mark + a_run("text")))) == set()


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [("<w:vanish/>", True), ("<w:b/>", False), ('<w:vanish w:val="0"/>', False)],
)
def test_invisible_text_is_hidden(style: str, is_hidden: bool) -> None:
    found = content(a_paragraph(a_run("cost price", style)))
    assert hidden(found, Veil.TEXT) == ([("", "cost price", 1)] if is_hidden else [])
    assert "cost price" in found.text


def test_comments_are_hidden_and_counted_by_their_author() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("price")
    for author, words in (("Sato", "too cheap"), ("Sato", "really"), ("Suzuki", "ok")):
        document.add_comment(run, words, author)
    found = content(document)
    assert hidden(found, Veil.COMMENT) == [("Sato", "too cheap", 2), ("Suzuki", "ok", 1)]
    assert "too cheap" in found.text


def test_a_link_that_is_seen_is_not_hidden_but_a_linked_file_is() -> None:
    document = docx.Document()
    part = document.part
    part.relate_to("https://example.com", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    part.relate_to("file:///S:/cost.xlsx", RELATIONSHIP_TYPE.OLE_OBJECT, is_external=True)
    found = content(document)
    assert hidden(found, Veil.LINKED_FILE) == [("file:///S:/cost.xlsx",) * 2 + (1,)]


def test_macros_are_seen() -> None:
    assert not content(docx.Document()).has_macros
    parts = {"word/document.xml": b"<a/>", "word/vbaProject.bin": b""}
    assert read(a_zip_of(parts)).has_macros


def test_a_table_behind_a_chart_is_read_too() -> None:
    inner = a_zip_of({"a.csv": b"name,salary"})
    found = read(a_zip_of({"word/document.xml": b"<a/>", "word/embeddings/t.xlsx": inner}))
    assert "name,salary" in found.text
    assert [file.name for file in found.files] == ["t.xlsx", "t.xlsx/a.csv"]


def test_a_document_with_two_bodies_is_not_called_read() -> None:
    file = a_zip_of([("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>")])
    assert read(file).unread
