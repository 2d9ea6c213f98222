"""Reads what is inside an attached file, whatever family it is of."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from pathlib import PurePosixPath

from mailguard.content.allowance import Allowance
from mailguard.content.compound import read_compound
from mailguard.content.filetype import FileTypes
from mailguard.content.harvest import Harvest
from mailguard.content.image import read_image
from mailguard.content.package import ends_as_zip
from mailguard.content.pdf import read_pdf
from mailguard.content.plain import looks_like_text, read_html, read_mail, read_text
from mailguard.content.rtf import read_rtf
from mailguard.content.sevenzip import read_seven_zip
from mailguard.content.stream import read_bzip2, read_gzip, read_xz
from mailguard.content.tar import read_tar
from mailguard.content.tnef import read_tnef
from mailguard.content.unread import UnreadError, damaged, strange, too_deep, too_large
from mailguard.content.zipped import read_zipped
from mailguard.domain.content import Content

Reader = Callable[[bytes, Harvest], None]

_BY_MARK: tuple[tuple[bytes, Reader], ...] = (
    (b"PK\x03\x04", read_zipped),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", read_compound),
    (b"7z\xbc\xaf\x27\x1c", read_seven_zip),
    (b"\x1f\x8b", read_gzip),
    (b"BZh", read_bzip2),
    (b"\xfd7zXZ\0", read_xz),
    (b"\x78\x9f\x3e\x22", read_tnef),
    (b"{\\rtf", read_rtf),
)
_BY_TYPE: dict[str, Reader] = {
    "application/pdf": read_pdf,
    "application/x-tar": read_tar,
    "application/vnd.ms-tnef": read_tnef,
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "image/svg+xml": read_html,
    "message/rfc822": read_mail,
    "application/json": read_text,
    "application/x-ndjson": read_text,
    "application/xml": read_text,
    "application/csv": read_text,
    "application/javascript": read_text,
    "application/x-wine-extension-ini": read_text,
}
_BY_FAMILY: dict[str, Reader] = {"image": read_image, "text": read_text, "message": read_mail}
_BY_ENDING: dict[str, Reader] = {".pdf": read_pdf, ".tar": read_tar, ".eml": read_mail}
_TALKATIVE = ("PIL", "pypdf", "olefile", "tnefparse", "msoffcrypto", "py7zr")
_SIGNATURES = (".p7s", ".sig")
_SIGNATURE_LIMIT = 64 * 1024
"""Octets of what may pass as a signature, in which there is nothing to read."""


def content_of(
    octets: bytes | memoryview,
    name: str,
    real_type: str,
    types: FileTypes,
    allowance: Allowance,
) -> Content:
    """What the file called `name` (safe to show) holds; `real_type` is what `types` says it is.

    Never raises for what a file holds: what could not be read to its end is said in `unread`.
    """
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)  # they quote the file
    return _read(bytes(octets), name, real_type, types, allowance)


def _read(
    octets: bytes, name: str, real_type: str, types: FileTypes, allowance: Allowance, depth: int = 0
) -> Content:
    def read_inner(inner: bytes, inner_name: str) -> tuple[str, Content]:
        kind = types.of(inner)
        return kind, _read(inner, inner_name, kind, types, allowance, depth + 1)

    harvest = Harvest(name, allowance, read_inner)
    if depth > allowance.depth:
        harvest.fail(too_deep())
    elif octets and not _is_signature(octets, name):
        for reader in _readers(octets, name, real_type):
            _try(reader, octets, harvest)
    return harvest.content()


def _is_signature(octets: bytes, name: str) -> bool:
    return name.lower().endswith(_SIGNATURES) and len(octets) <= _SIGNATURE_LIMIT


def _readers(octets: bytes, name: str, real_type: str) -> list[Reader]:
    """By what programs look for first: the mark at the beginning, then type, then name.

    A file that also ends as a zip archive is read as one too, whatever else it is.
    """
    family = real_type.partition("/")[0]
    reader = (
        next((reader for mark, reader in _BY_MARK if octets.startswith(mark)), None)
        or _BY_TYPE.get(real_type)
        or _BY_FAMILY.get(family)
        or _BY_ENDING.get(PurePosixPath(name.lower()).suffix)
        or (read_text if looks_like_text(octets) else _refuse)
    )
    is_also_zip = reader is not read_zipped and ends_as_zip(octets)
    return [reader, read_zipped] if is_also_zip else [reader]


def _refuse(_octets: bytes, _harvest: Harvest) -> None:
    raise strange()


def _try(reader: Reader, octets: bytes, harvest: Harvest) -> None:
    try:
        harvest.allowance.tick()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what matters of them ends as unread
            reader(octets, harvest)
    except UnreadError as error:
        harvest.fail(error)
    except MemoryError:
        harvest.fail(too_large())
    except Exception:  # noqa: BLE001  hostile files find the bugs of those who read them
        harvest.fail(damaged())
