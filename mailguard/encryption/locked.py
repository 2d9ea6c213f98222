"""Whether a file asks for a password already, for all that is in it."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

_ZIP = b"PK\x03\x04"
_SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_ENCRYPTED = 0x1
_AES = b"\x06\xf1\x07\x01"  # the coder of 7z
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_LIMIT = 1_000_000


def is_locked(file: BinaryIO) -> bool:
    """False where a part of it opens without one, and where it cannot be told."""
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    tests = {_ZIP: _zip, _SEVEN_ZIP: _seven_zip, _COMPOUND: _office, _PDF: _pdf}
    try:
        return any(start.startswith(mark) and test(file) for mark, test in tests.items())
    except Exception:  # noqa: BLE001  a damaged file makes the libraries raise anything
        return False


def _zip(file: BinaryIO) -> bool:
    """An archive each of whose files is encrypted, or an OpenDocument file with a password."""
    with zipfile.ZipFile(file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if _MANIFEST in archive.namelist() and "content.xml" in archive.namelist():
            with archive.open(_MANIFEST) as manifest:
                return b"encryption-data" in manifest.read(_MANIFEST_LIMIT)
    return bool(entries) and all(entry.flag_bits & _ENCRYPTED for entry in entries)


def _seven_zip(file: BinaryIO) -> bool:
    import py7zr  # noqa: PLC0415  rare, 500 ms to import

    try:
        archive = py7zr.SevenZipFile(file)
    except py7zr.PasswordRequired:  # even its names are encrypted
        return True
    with archive:
        streams = archive.header.main_streams
        folders = streams.unpackinfo.folders if streams else []
        return bool(folders) and all(
            any(coder["method"] == _AES for coder in folder.coders) for folder in folders
        )


def _office(file: BinaryIO) -> bool:
    from msoffcrypto import OfficeFile  # noqa: PLC0415  most mail needs none

    return bool(OfficeFile(file).is_encrypted())


def _pdf(file: BinaryIO) -> bool:
    from pypdf import PdfReader  # noqa: PLC0415  most mail needs none

    reader = PdfReader(file)
    return reader.is_encrypted and not reader.decrypt("")
