"""Files that ask for a password already, and those that only seem to."""

from __future__ import annotations

import io

import py7zr
import pypdf
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from mailguard.encryption.locked import is_locked
from tests.actions.locking import a_pdf, a_workbook, an_archive


def a_seven_zip(password: str | None, *, names: bool = False) -> bytes:
    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w", password=password, header_encryption=names) as archive:
        archive.writestr(b"secret", "a.txt")
    return target.getvalue()


def a_locked_workbook() -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(a_workbook())).encrypt("pw", target)
    return target.getvalue()


def a_pdf_with(user: str, owner: str) -> bytes:
    writer, target = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf())), io.BytesIO()
    writer.encrypt(user, owner, algorithm="AES-256")
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "octets",
    [
        an_archive({}, {"a": b"1", "b": b"2"}),
        a_seven_zip("pw"),
        a_seven_zip("pw", names=True),
        a_locked_workbook(),
        a_pdf_with("pw", "pw"),
    ],
    ids=["zip", "7z", "7z with names", "office", "pdf"],
)
def test_what_opens_by_a_password_alone_is_locked(octets: bytes) -> None:
    assert is_locked(io.BytesIO(octets))


@pytest.mark.parametrize(
    "octets",
    [
        an_archive({"a": b"1"}, {"b": b"2"}),
        an_archive({"a": b"1"}, {}),
        an_archive({}, {}),
        a_seven_zip(None),
        a_workbook(),
        a_pdf(),
        a_pdf_with("", "owner"),
        b"PK\x03\x04 damaged",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 damaged",
        b"",
    ],
    ids=["mixed zip", "zip", "empty zip", "7z", "office", "pdf", "pdf that all may open",
         "damaged zip", "damaged office", "nothing"],
)  # fmt: skip
def test_what_opens_without_one_is_not(octets: bytes) -> None:
    assert not is_locked(io.BytesIO(octets))
