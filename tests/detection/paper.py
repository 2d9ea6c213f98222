"""Files as people attach them, each of the kind that its name says."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from docx import Document
from docx.oxml import OxmlElement
from PIL import Image
from pptx import Presentation

from tests.content.pdfs import a_pdf
from tests.detection.documents import a_document, a_locked_zip, a_workbook, a_zip


def a_paper(name: str, lines: Sequence[str]) -> bytes:
    """The file `name`; its lines are paragraphs, rows of a table, slides, or names in an archive.

    The first line is the title; in a workbook, the name of the sheet. Names in workbooks that
    begin with `hidden:` are sheets nobody sees.
    """
    ending = name.rpartition(".")[2].lower()
    return _MAKERS.get(ending, _plain)(lines)


def _plain(lines: Sequence[str]) -> bytes:
    return "\r\n".join(lines).encode()


def _word(lines: Sequence[str]) -> bytes:
    """A line that begins with `tracked:` is a change that is shown as one."""
    if not any(line.startswith("tracked:") for line in lines):
        return a_document(lines[0], list(lines[1:]))
    document = Document()
    for line in lines:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line.removeprefix("tracked:"))
        if run.text != line:
            change = OxmlElement("w:ins")
            paragraph._p.replace(run._r, change)
            change.append(run._r)
    octets = io.BytesIO()
    document.save(octets)
    return octets.getvalue()


def _excel(lines: Sequence[str]) -> bytes:
    sheets: dict[str, list[list[str]]] = {}
    hidden = ""
    for line in lines:
        if line.startswith("hidden:"):
            hidden = line.removeprefix("hidden:")
            sheets[hidden] = []
        elif not sheets:
            sheets[line.partition("|")[0]] = [line.split("|")]
        else:
            sheets[next(reversed(sheets))].append(line.split("|"))
    return a_workbook(sheets, hidden)


def _slides(lines: Sequence[str]) -> bytes:
    presentation = Presentation()
    for line in lines:
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = line
    octets = io.BytesIO()
    presentation.save(octets)
    return octets.getvalue()


def _picture(_lines: Sequence[str]) -> bytes:
    octets = io.BytesIO()
    Image.new("RGB", (16, 12), "navy").save(octets, "JPEG")
    return octets.getvalue()


def _archive(lines: Sequence[str]) -> bytes:
    if lines[0] == "locked":
        return a_locked_zip("readme.txt", b"text", "x7Kp2m9Q")
    return a_zip(dict.fromkeys(lines, _picture(())))


def _drawing(_lines: Sequence[str]) -> bytes:
    return b"AC1032" + bytes(250)


_MAKERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "pdf": lambda lines: a_pdf(*lines),
    "docx": _word,
    "xlsx": _excel,
    "pptx": _slides,
    "jpg": _picture,
    "zip": _archive,
    "dwg": _drawing,
}
