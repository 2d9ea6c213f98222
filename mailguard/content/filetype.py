"""The real type of a file, told from its first octets."""

from __future__ import annotations

import re
from typing import Protocol

START = 64 * 1024
"""Octets of a file's beginning that are looked at."""

_ZIP = frozenset({"application/zip", "application/x-zip-compressed"})
_UNKNOWN = frozenset({"application/octet-stream", "inode/x-empty", ""})
_OLE = frozenset({"application/cdfv2", "application/x-ole-storage", "application/vnd.ms-office"})

# Names that a zip file's first entries have, and what they make of it.
_OFFICE_OPEN = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{26}(?=([\x20-\xff]{1,20}))", re.DOTALL)
_MIMETYPE_ENTRY = re.compile(rb"mimetype(application/[\w.+-]{3,80}?)(?=PK)")

_MUCH_SPACE = re.compile(rb"(?<!\s)\s{500}")

# UTF-16 names of streams in an OLE file.
_OLE_STREAMS = {
    "EncryptedPackage": "application/encrypted",
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "__substg1.0_": "application/vnd.ms-outlook",
}


class Magic(Protocol):
    """What is used of python-magic."""

    def from_buffer(self, octets: bytes) -> str: ...


class FileTypes:
    """Tells types by libmagic, which is loaded once."""

    def __init__(self, magic: Magic | None = None) -> None:
        self._magic = magic or _load()

    def of(self, start: bytes) -> str:
        """The type of a file that begins with `start`; "" where it cannot be told."""
        if not start:
            return ""
        kind = str(self._magic.from_buffer(_telling(start[:START]))).lower()
        if kind in _ZIP or kind in _UNKNOWN:
            kind = _zip_type(start) or kind
        elif kind in _OLE:
            kind = _ole_type(start) or kind
        return "" if kind in _UNKNOWN else kind


def _telling(start: bytes) -> bytes:
    """What comes before a great deal of space; libmagic takes a third of a second over that."""
    space = _MUCH_SPACE.search(start)
    return start[: space.end()] if space else start


def _load() -> Magic:
    import magic  # noqa: PLC0415  only the worker loads libmagic

    loaded: Magic = magic.Magic(mime=True)
    return loaded


def _zip_type(start: bytes) -> str:
    """What a zip file holds by its first entries; "" for no zip file."""
    if not start.startswith(b"PK\x03\x04"):
        return ""
    if declared := _MIMETYPE_ENTRY.search(start[:200]):  # OpenDocument, EPUB
        return declared[1].decode("ascii")
    names = [match[1] for match in _LOCAL_HEADER.finditer(start)]
    for prefix, kind in _OFFICE_OPEN.items():
        if any(name.startswith(prefix) for name in names):
            return kind
    return "application/zip"


def _ole_type(start: bytes) -> str:
    for stream, kind in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in start:
            return kind
    return ""
