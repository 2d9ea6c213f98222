"""Compound files (OLE): Word, Excel and PowerPoint of old, Outlook's mails, encrypted files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mailguard.content.biff import extents, needs_password
from mailguard.content.charset import text_of
from mailguard.content.harvest import Harvest
from mailguard.content.olddocument import read_old_document
from mailguard.content.oldslides import read_old_slides
from mailguard.content.outlook import read_outlook
from mailguard.content.table import read_table
from mailguard.content.unread import damaged, locked, strange

if TYPE_CHECKING:
    from olefile import OleFileIO

_BOOKS = ("Workbook", "Book")
_NATIVE = "\x01Ole10Native"
_MACROS = ("Macros", "_VBA_PROJECT_CUR", "VBA")


def read_compound(octets: bytes, harvest: Harvest) -> None:
    """Reads the file by what its streams make it."""
    import olefile  # noqa: PLC0415  most mails have no such file

    with olefile.OleFileIO(io.BytesIO(octets)) as ole:
        harvest.has_macros |= any(ole.exists(storage) for storage in _MACROS)
        if _needs_password(octets, ole):
            harvest.is_encrypted = True
            harvest.fail(locked())
            return
        _describe(ole, harvest)
        _read(octets, ole, harvest)


def _needs_password(octets: bytes, ole: OleFileIO) -> bool:
    if ole.exists("EncryptedPackage"):
        return True
    if book := next(filter(ole.exists, _BOOKS), ""):
        return needs_password(ole.openstream(book).read(65_536))
    if ole.exists("WordDocument") or ole.exists("PowerPoint Document"):
        from msoffcrypto import OfficeFile  # noqa: PLC0415  only for these

        return bool(OfficeFile(io.BytesIO(octets)).is_encrypted())
    return False


def _describe(ole: OleFileIO, harvest: Harvest) -> None:
    told = ole.get_metadata()
    harvest.describe(
        title=_words(told.title, told.codepage),
        author=_words(told.author, told.codepage),
        last_author=_words(told.last_saved_by, told.codepage),
        company=_words(told.company, told.codepage_doc),
    )
    harvest.head(_words(told.title, told.codepage))


def _words(value: object, page: object) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, bytes):
        return ""
    octets = value.rstrip(b"\0")
    return octets.decode("utf-8", "replace") if page == 65_001 else text_of(octets)


def _read(octets: bytes, ole: OleFileIO, harvest: Harvest) -> None:
    if book := next(filter(ole.exists, _BOOKS), ""):
        read_table(octets, extents(ole.openstream(book).read()), harvest)
    elif ole.exists("WordDocument"):
        read_old_document(ole, harvest)
    elif ole.exists("PowerPoint Document"):
        read_old_slides(ole.openstream("PowerPoint Document").read(), harvest)
    elif ole.exists("__properties_version1.0"):
        read_outlook(ole, harvest)
    elif ole.exists(_NATIVE):
        _read_native(ole.openstream(_NATIVE).read(), harvest)
    else:
        raise strange()


def _read_native(stream: bytes, harvest: Harvest) -> None:
    """A file that was dropped into a document: label, path, path again, length, octets."""
    label, _mark, rest = stream[6:].partition(b"\0")
    _path, _mark, rest = rest.partition(b"\0")
    length = int.from_bytes(rest[4:8], "little")
    rest = rest[8 + length :]
    size = int.from_bytes(rest[:4], "little")
    if not 0 < size <= len(rest) - 4:
        raise damaged()
    harvest.take(text_of(label), rest[4 : 4 + size])
