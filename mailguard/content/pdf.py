"""PDF files: the text of their pages, remarks and forms, properties, files within."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mailguard.content.harvest import Harvest
from mailguard.content.unread import UnreadError, damaged, locked, too_large
from mailguard.domain.content import Veil
from mailguard.i18n import _

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

UPDATE_LIMIT = 1_000
OBJECT_LIMIT = 300_000
STREAM_LIMIT = 8 * 1024 * 1024
"""How often a file was changed, its objects, and the octets that a page's drawing unpacks to: the
library looks through each of them at one go, and more than these for longer than there is."""

_REMARKS = ("/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret")


def read_pdf(octets: bytes, harvest: Harvest) -> None:
    """Reads the pages one by one, as far as there is time."""
    from pypdf import apply_configuration  # noqa: PLC0415  400 ms, 25 MB; most mails have no PDF

    if octets.count(b"startxref") > UPDATE_LIMIT or octets.count(b" obj") > OBJECT_LIMIT:
        raise too_large()
    with apply_configuration(
        zlib_maximum_output_length=STREAM_LIMIT,
        lzw_maximum_output_length=STREAM_LIMIT,
        run_length_maximum_output_length=STREAM_LIMIT,
        array_based_stream_maximum_output_length=STREAM_LIMIT,
    ):
        _read(octets, harvest)


def _read(octets: bytes, harvest: Harvest) -> None:
    from pypdf import PdfReader  # noqa: PLC0415  see above

    reader = PdfReader(io.BytesIO(octets), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        harvest.is_encrypted = True
        harvest.fail(locked())
        return
    _describe(reader, harvest)
    _read_pages(reader, harvest)
    _read_files(reader, harvest)


def _describe(reader: PdfReader, harvest: Harvest) -> None:
    told = reader.metadata
    if told is not None:
        harvest.describe(title=_string(told.get("/Title")), author=_string(told.get("/Author")))
        harvest.head(_string(told.get("/Title")))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _read_pages(reader: PdfReader, harvest: Harvest) -> None:
    has_text = False
    count = 0
    for page in reader.pages:
        harvest.allowance.tick()
        count += 1
        text = _text(page, harvest)
        harvest.allowance.tick()  # the library may have kept that time was up to itself
        has_text |= bool(text.strip())
        harvest.say(f"{text}\n")
        _read_notes(page, harvest)
    if count == 0:
        raise damaged()
    if not has_text:
        harvest.fail(_("The pages of “{name}” are pictures, whose text could not be checked."))


def _text(page: PageObject, harvest: Harvest) -> str:
    def tick(*_state: object) -> None:
        harvest.allowance.tick()

    try:
        return page.extract_text(visitor_operand_before=tick)
    except UnreadError:
        raise
    except Exception:  # noqa: BLE001  the library's bugs are many; the other pages are read
        harvest.fail(damaged())
        return ""


def _read_notes(page: PageObject, harvest: Harvest) -> None:
    """Reads remarks, and what was filled into a form."""
    for reference in page.get("/Annots") or ():
        harvest.allowance.tick()
        note = reference.get_object()
        words = _string(note.get("/Contents"))
        if note.get("/Subtype") == "/Widget":
            harvest.say(f"{_string(note.get('/V'))}\n")
        elif note.get("/Subtype") in _REMARKS and words:
            harvest.hide(Veil.COMMENT, _string(note.get("/T")), words)
            harvest.say(f"{words}\n")


def _read_files(reader: PdfReader, harvest: Harvest) -> None:
    for file in reader.attachment_list:
        harvest.allowance.enter()
        octets = file.content
        harvest.allowance.take(len(octets))
        harvest.take(file.alternative_name or file.name, octets)
