"""Files with more in them than one sees: properties, changes, notes, places, passwords."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader, PdfWriter

from tests.content.compounds import a_compound
from tests.content.pdfs import a_pdf
from tests.detection.documents import a_document


def a_signed_document(
    author: str, company: str = "", last: str = "", text: str = "ご提案書"
) -> bytes:
    """A Word document with who wrote it, and whose program it was written with."""
    document = Document(io.BytesIO(a_document(text, ["概要", "日程", "費用"])))
    document.core_properties.author = author
    document.core_properties.last_modified_by = last or author
    octets = io.BytesIO()
    document.save(octets)
    if not company:
        return octets.getvalue()
    return _replaced(
        octets.getvalue(),
        "docProps/app.xml",
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
        '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office Word</Application><Company>{company}</Company></Properties>",
    )


def a_signed_pdf(author: str, producer: str = "Microsoft Word") -> bytes:
    """A PDF file with its author."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Proposal"))))
    writer.add_metadata({"/Author": author, "/Producer": producer, "/Creator": producer})
    octets = io.BytesIO()
    writer.write(octets)
    return octets.getvalue()


def a_locked_pdf(password: str) -> bytes:
    """A PDF file that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Proposal"))))
    writer.encrypt(password, algorithm="RC4-128")
    octets = io.BytesIO()
    writer.write(octets)
    return octets.getvalue()


def a_locked_workbook() -> bytes:
    """A workbook that asks for a password: a compound file with the real one within."""
    return a_compound({"EncryptedPackage": bytes(4200), "EncryptionInfo": bytes(200)})


def a_photo(latitude: float | None = None) -> bytes:
    """A photograph; with a latitude, one that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Apple", "iPhone 15"
    if latitude is not None:
        degrees = (int(latitude), int(latitude * 60) % 60, 30.0)
        exif[0x8825] = {1: "N", 2: degrees, 3: "E", 4: (139, 41, 12.0)}
    octets = io.BytesIO()
    Image.new("RGB", (48, 32), "seagreen").save(octets, "JPEG", exif=exif)
    return octets.getvalue()


def a_contract(mark: str = "") -> bytes:
    """A Word document; `mark` says what is in it besides: inserted, deleted, comment, hidden."""
    document = Document()
    document.add_heading("業務委託契約書")
    paragraph = document.add_paragraph("第1条　甲は乙に次の業務を委託する。")
    if mark in {"inserted", "deleted"}:
        _change(
            paragraph.add_run("単価は上限900円まで可。"), "ins" if mark == "inserted" else "del"
        )
    if mark == "hidden":
        paragraph.add_run("原価は600円。").font.hidden = True
    if mark == "comment":
        document.add_comment(paragraph.runs, text="ここは譲れる", author="営業")
    octets = io.BytesIO()
    document.save(octets)
    return octets.getvalue()


def _change(run: object, word: str) -> None:
    change = OxmlElement(f"w:{word}")
    change.set(qn("w:author"), "営業")
    element = run._r  # type: ignore[attr-defined]  # a run of python-docx
    element.getparent().replace(element, change)
    change.append(element)
    if word == "del":
        for text in element.findall(qn("w:t")):
            text.tag = qn("w:delText")


def an_estimate(mark: str = "") -> bytes:
    """A workbook; `mark`: a sheet, rows or columns that are hidden, or a comment."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "見積"
    for row in (("品名", "数量", "単価", "原価"), ("部品A", 10, 850, 600), ("部品B", 4, 1200, 900)):
        sheet.append(row)
    if mark in {"sheet", "deep sheet"}:
        other = workbook.create_sheet("原価計算")
        other.append(("仕入", 600))
        other.sheet_state = "hidden" if mark == "sheet" else "veryHidden"
    if mark == "column":
        sheet.column_dimensions["D"].hidden = True
    if mark == "row":
        sheet.row_dimensions[3].hidden = True
    if mark == "comment":
        sheet["C2"].comment = Comment("800円まで下げられる", "営業")
    if mark == "grey":
        sheet["A1"].fill = openpyxl.styles.PatternFill("solid", fgColor="DDDDDD")
    octets = io.BytesIO()
    workbook.save(octets)
    return octets.getvalue()


def slides(mark: str = "") -> bytes:
    """Slides; `mark`: notes for the speaker, or a slide that is not shown."""
    presentation = Presentation()
    layout = presentation.slide_layouts[5]
    first, slide = presentation.slides.add_slide(layout), presentation.slides.add_slide(layout)
    first.shapes.title.text, slide.shapes.title.text = "ご提案", "スケジュール"
    if mark == "notes":
        slide.notes_slide.notes_text_frame.text = "値引きは1割まで。競合の価格には触れない。"
    if mark == "slide":
        slide._element.set("show", "0")
    octets = io.BytesIO()
    presentation.save(octets)
    return octets.getvalue()


def _replaced(octets: bytes, part: str, text: str) -> bytes:
    """An archive with another text in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return target.getvalue()
