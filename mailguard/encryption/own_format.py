"""Office and PDF files that keep their format and get a password (AES-256)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from mailguard.domain.received import Opener

if TYPE_CHECKING:
    from pypdf import PdfReader

_OFFICE = frozenset({
    "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "xlsb",
    "pptx", "pptm", "potx", "potm", "ppsx", "ppsm",
})  # fmt: skip
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"

# Both libraries hold a file in memory, the one twice and the other several times.
OFFICE_LIMIT = 30_000_000
PDF_LIMIT = 20_000_000


class UnprotectableError(Exception):
    """This file cannot be given a password in its own format."""


def opener_of(name: str, size: int) -> Opener | None:
    """What opens a file once it has a password of its own; None: its format has none.

    By its name, which is what programs go by; `size` in octets.
    """
    ending = name.rpartition(".")[2].lower()
    if ending in _OFFICE and size <= OFFICE_LIMIT:
        return Opener.OFFICE
    if ending == "pdf" and size <= PDF_LIMIT:
        return Opener.PDF_READER
    return None


def protect(opener: Opener, source: BinaryIO, target: BinaryIO, password: str) -> None:
    """Write the file `source` to `target`, with a password. Raises UnprotectableError, OSError."""
    writers: dict[Opener, Callable[[BinaryIO, BinaryIO, str], None]] = {
        Opener.OFFICE: _office,
        Opener.PDF_READER: _pdf,
    }
    source.seek(0)
    try:
        writers[opener](source, target, password)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes the libraries raise anything
        raise UnprotectableError(str(error)) from None


def _office(source: BinaryIO, target: BinaryIO, password: str) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415  most mail needs none

    if source.read(len(_ZIP)) != _ZIP:
        raise UnprotectableError("no file of today's Office")
    source.seek(0)
    OOXMLFile(source).encrypt(password, target)


def _pdf(source: BinaryIO, target: BinaryIO, password: str) -> None:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  most mail needs none

    if source.read(len(_PDF)) != _PDF:
        raise UnprotectableError("no PDF")
    reader = PdfReader(source)
    if reader.is_encrypted or _is_signed(reader):
        raise UnprotectableError("signed, or encrypted already")
    writer = PdfWriter(clone_from=reader)
    if len(writer.pages) != len(reader.pages):
        raise UnprotectableError("some pages were lost")
    writer.encrypt(password, algorithm="AES-256")
    writer.write(target)


def _is_signed(reader: PdfReader) -> bool:
    """Whether a digital signature would break: the form says that it holds one."""
    form = reader.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else None
    return isinstance(form, dict) and bool(form.get("/SigFlags"))
