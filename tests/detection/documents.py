"""Small files of the kinds that people attach: documents, workbooks, archives."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pyzipper
from docx import Document


def a_document(title: str, paragraphs: list[str]) -> bytes:
    """A Word document."""
    document = Document()
    document.add_heading(title)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    octets = io.BytesIO()
    document.save(octets)
    return octets.getvalue()


def a_workbook(sheets: dict[str, list[list[str]]], hidden: str = "") -> bytes:
    """An Excel workbook; the sheet `hidden` cannot be seen."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    octets = io.BytesIO()
    workbook.save(octets)
    return octets.getvalue()


def a_locked_zip(name: str, octets: bytes, password: str) -> bytes:
    """A zip archive with a password."""
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr(name, octets)
    return target.getvalue()


def a_zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, octets in files.items():
            archive.writestr(name, octets)
    return target.getvalue()
