"""Files as people attach them: a contract, a price list, a report, photos; no two alike."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import openpyxl

from tests.bench.mails import WORDS
from tests.content.pdfs import a_pdf
from tests.content.test_image import a_picture
from tests.content.zips import a_zip_of

_PARAGRAPHS = 80
_ROWS, _COLUMNS = 400, 8
_PAGES, _LINES = 12, 40
_PHOTOS = 6


def three_documents(chance: random.Random) -> dict[str, bytes]:
    """What stands for three ordinary attachments, by their names."""
    return {
        "contract.docx": contract(chance),
        "prices.xlsx": price_list(chance),
        "report.pdf": report(chance),
    }


def contract(chance: random.Random) -> bytes:
    """A Word file of six pages, with a table."""
    document = docx.Document()
    document.add_heading(_sentence(chance, 4))
    for _ in range(_PARAGRAPHS):
        document.add_paragraph(_sentence(chance, 40))
    table = document.add_table(rows=10, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = _sentence(chance, 2)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def price_list(chance: random.Random) -> bytes:
    """An Excel file of two sheets with words and figures."""
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("details")):
        for _ in range(_ROWS // 2):
            words = [_sentence(chance, 2) for _ in range(_COLUMNS // 2)]
            sheet.append([*words, *(chance.randrange(10_000) for _ in words)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def report(chance: random.Random) -> bytes:
    """A PDF file of twelve pages full of text."""
    next_line = ") Tj 0 -14 Td ("
    lines = [_sentence(chance, 12) for _ in range(_PAGES * _LINES)]
    starts = range(0, len(lines), _LINES)
    return a_pdf(*(next_line.join(lines[start : start + _LINES]) for start in starts))


def photos(chance: random.Random, size: int) -> bytes:
    """A zip file of about `size` octets, with pictures in it: nothing that can be packed."""
    each = size // _PHOTOS
    picture = a_picture("JPEG")
    pictures = {f"photo{n}.jpg": picture + chance.randbytes(each) for n in range(_PHOTOS)}
    return a_zip_of(pictures, zipfile.ZIP_STORED)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words))
