"""One small sound file of each family."""

from __future__ import annotations

import gzip
import io

import docx
from pptx import Presentation

from tests.content.compounds import a_compound
from tests.content.pdfs import a_pdf
from tests.content.test_archive import a_seven_zip_of, a_tar_of
from tests.content.test_compound import a_doc, a_msg, a_ppt, an_old_book, atom, holder, saved
from tests.content.test_image import PLACE, a_picture
from tests.content.test_table import a_book as an_xlsb
from tests.content.test_table import a_sheet
from tests.content.test_tnef import a_file, a_winmail
from tests.content.test_workbook import a_book
from tests.content.zips import a_locked_zip, a_zip_of


def _written(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]  # each of the libraries has it
    return file.getvalue()


def samples() -> dict[str, bytes]:
    """The files by their names."""
    text = {"a.txt": "お知らせ".encode(), "b.csv": b"name,phone\n"}
    return {
        "a.txt": "お世話になっております。".encode("cp932"),
        "a.html": b"<html><h1>head</h1><p>text",
        "a.rtf": rb"{\rtf1\ansi {\info{\title x}}text \u35211? {\v hidden}}",
        "a.docx": _written(docx.Document()),
        "a.xlsx": _written(a_book()),
        "a.pptx": _written(Presentation()),
        "a.pdf": a_pdf("first", "second"),
        "a.doc": a_doc("text", "remark"),
        "a.xls": saved(an_old_book()),
        "a.xlsb": an_xlsb(A=(0, a_sheet(("Name", "Phone"), ("Sato", "03")))),
        "a.ppt": a_ppt(holder(0x03EE, atom(0x0FA8, b"text"))),
        "a.msg": a_compound(a_msg()),
        "a.jpg": a_picture("JPEG", PLACE, artist="x"),
        "a.png": a_picture("PNG", PLACE, artist="x"),
        "a.tif": a_picture("TIFF", artist="x"),
        "a.zip": a_zip_of(text),
        "locked.zip": a_locked_zip("a.txt", b"text"),
        "a.7z": a_seven_zip_of(text),
        "a.tar": a_tar_of(text),
        "a.tar.gz": gzip.compress(a_tar_of(text)),
        "winmail.dat": a_winmail(a_file(b"a.txt", b"text")),
    }
