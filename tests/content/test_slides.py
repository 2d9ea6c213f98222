"""What a PowerPoint presentation says, and what it hides."""

from __future__ import annotations

import io

from pptx import Presentation
from pptx.presentation import Presentation as Show

from mailguard.domain.content import Content, Veil
from tests.content.reads import hidden, read, veils
from tests.content.zips import a_zip_of


def a_show(*titles: str) -> Show:
    show = Presentation()
    for title in titles:
        slide = show.slides.add_slide(show.slide_layouts[1])
        assert slide.shapes.title is not None
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"text of {title}"
    return show


def content(show: Show) -> Content:
    file = io.BytesIO()
    show.save(file)
    return read(file.getvalue(), "a.pptx")


def test_slides_are_read_in_their_order_and_titles_are_headings() -> None:
    found = content(a_show("ご提案", "Plan"))
    assert found.unread == ""
    assert found.text.startswith("ご提案\ntext of ご提案\nPlan\ntext of Plan\n")
    assert found.headings[-2:] == ("ご提案", "Plan")
    assert veils(found) == set()


def test_a_hidden_slide_is_found() -> None:
    show = a_show("one", "two")
    show.slides[1].element.set("show", "0")
    assert hidden(content(show), Veil.SLIDE) == [("slide 2", "two text of two", 1)]


def test_what_the_speaker_is_to_say_is_hidden() -> None:
    show = a_show("one")
    frame = show.slides[0].notes_slide.notes_text_frame
    assert frame is not None
    frame.text = "do not tell the price"
    found = content(show)
    assert hidden(found, Veil.SPEAKER_NOTES) == [("slide 1", "do not tell the price", 1)]
    assert "do not tell the price" in found.text


def test_empty_notes_are_none() -> None:
    show = a_show("one")
    assert show.slides[0].notes_slide is not None
    assert veils(content(show)) == set()


def test_a_table_on_a_slide_is_read() -> None:
    show = a_show("one")
    table = show.slides[0].shapes.add_table(1, 1, 0, 0, 9, 9).table
    table.cell(0, 0).text = "in a cell"
    assert "in a cell" in content(show).text


def test_remarks_are_hidden_and_their_authors_told() -> None:
    show = "<p xmlns:r='urn:r'><sldIdLst><sldId id='256' r:id='r1'/></sldIdLst></p>"
    link = "<r><Relationship Id='r1' Type='x/{}' Target='{}'/></r>"
    remark = "<txBody><p><r><t>too dear</t></r></p></txBody>"
    parts = {
        "ppt/presentation.xml": show,
        "ppt/_rels/presentation.xml.rels": link.format("slide", "slides/s.xml"),
        "ppt/slides/s.xml": "<sld/>",
        "ppt/slides/_rels/s.xml.rels": link.format("comments", "../comments/c.xml"),
        "ppt/comments/c.xml": f"<l><cm authorId='{{1}}'>{remark}</cm></l>",
        "ppt/authors.xml": "<l><author id='{1}' name='Sato'/></l>",
    }
    found = read(a_zip_of({name: text.encode() for name, text in parts.items()}))
    assert hidden(found, Veil.COMMENT) == [("Sato", "too dear", 1)]
