"""What OpenDocument files say, and what they hide."""

from __future__ import annotations

import pytest

from mailguard.domain.content import Content, Veil
from tests.content.reads import hidden, read, veils
from tests.content.zips import a_zip_of

SPACES = " ".join(
    f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "table", "style", "draw", "dc", "p")
)


def opened(body: str, styles: str = "", meta: str = "", manifest: str = "<m/>") -> Content:
    content = (
        f"<office:document {SPACES}>{styles}<office:body>{body}</office:body></office:document>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": f"<office:meta {SPACES}>{meta}</office:meta>",
        "META-INF/manifest.xml": manifest,
    }
    return read(a_zip_of({name: text.encode() for name, text in parts.items()}), "a.odt")


def line(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def test_text_and_headings_are_read() -> None:
    found = opened(f"<text:h>契約</text:h>{line('one <text:span>two</text:span> three')}")
    assert (found.text, found.headings, found.unread) == ("契約\none two three\n", ("契約",), "")


def test_properties_are_read() -> None:
    found = opened("", meta="<dc:title>Offer</dc:title><dc:creator>Sato</dc:creator>")
    assert (found.properties.title, found.properties.last_author) == ("Offer", "Sato")


def test_one_with_a_password_is_encrypted() -> None:
    found = opened(line("x"), manifest="<m><file-entry><encryption-data/></file-entry></m>")
    assert (found.is_encrypted, found.text) == (True, "")
    assert "a.odt" in found.unread


def a_sheet(name: str, *rows: str, style: str = "") -> str:
    cells = "".join(rows)
    return f"<table:table table:name='{name}' table:style-name='{style}'>{cells}</table:table>"


def a_row(*cells: str, more: str = "") -> str:
    inner = "".join(f"<table:table-cell>{line(cell)}</table:table-cell>" for cell in cells)
    return f"<table:table-row {more}>{inner}</table:table-row>"


def test_sheets_are_read_row_by_row_and_their_headers_found() -> None:
    found = opened(a_sheet("名簿", a_row("氏名", "電話"), a_row("佐藤", "03")))
    assert found.text == "氏名\t電話\n佐藤\t03\n"
    assert found.headings == ("名簿", "氏名", "電話")
    assert veils(found) == set()


def test_hidden_sheets_and_rows_are_found() -> None:
    styles = (
        "<style:style style:name='h'><style:table-properties table:display='false'/></style:style>"
    )
    rows = a_row("a"), a_row("b", more="table:visibility='collapse'"), a_row("c")
    found = opened(a_sheet("A", *rows) + a_sheet("原価", style="h"), styles)
    assert hidden(found, Veil.ROWS) == [("A", "b", 1)]
    assert hidden(found, Veil.SHEET) == [("原価", "", 1)]


@pytest.mark.parametrize(
    ("around", "veil", "where"),
    [
        ("office:annotation", Veil.COMMENT, "Sato"),
        ("text:deletion", Veil.TRACKED_CHANGE, ""),
        ("p:notes", Veil.SPEAKER_NOTES, ""),
    ],
)
def test_what_is_not_seen_is_hidden(around: str, veil: Veil, where: str) -> None:
    inner = f"<{around}><dc:creator>Sato</dc:creator>{line('not seen')}</{around}>"
    found = opened(line("seen") + inner)
    assert hidden(found, veil) == [(where, "not seen", 1)]
    assert "not seen" in found.text


def test_a_hidden_slide_is_found() -> None:
    properties = "<style:drawing-page-properties p:visibility='hidden'/>"
    styles = f"<style:style style:name='h'>{properties}</style:style>"
    pages = f"<draw:page/><draw:page draw:style-name='h'>{line('x')}</draw:page>"
    assert hidden(opened(pages, styles), Veil.SLIDE) == [("slide 2", "", 1)]
