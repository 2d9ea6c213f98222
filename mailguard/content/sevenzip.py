"""7z archives."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mailguard.content.archive import FILE_LIMIT
from mailguard.content.harvest import Harvest
from mailguard.content.unread import locked, oddly_packed, too_large

if TYPE_CHECKING:
    from py7zr import SevenZipFile

DICTIONARY_LIMIT = 192 * 1024 * 1024
"""Octets that unpacking may want for its dictionary, before the first octet is out."""

_LZMA, _LZMA2, _PPMD = b"\x03\x01\x01", b"\x21", b"\x03\x04\x01"


def read_seven_zip(octets: bytes, harvest: Harvest) -> None:
    """Reads all files of a 7z archive, in memory alone."""
    import py7zr  # noqa: PLC0415  rare, 500 ms to import

    try:
        archive = py7zr.SevenZipFile(io.BytesIO(octets))
    except py7zr.PasswordRequired:  # even its names are encrypted
        _name_password(harvest)
        return
    with archive:
        entries = {e.filename: e.uncompressed or 0 for e in archive.files if not e.is_directory}
        for _name in entries:
            harvest.allowance.enter()
        if archive.needs_password():
            _name_password(harvest)
            _list(entries, entries, harvest)
            return
        _read(archive, entries, harvest)


def _read(archive: SevenZipFile, entries: dict[str, int], harvest: Harvest) -> None:
    read: set[str] = set()
    try:
        _refuse_dictionaries(archive)
        files: Any = _Files(harvest, read)  # its base class would load the library
        archive.extractall(factory=files)
    finally:
        _list(entries.keys() - read, entries, harvest)


def _list(names: Iterable[str], entries: dict[str, int], harvest: Harvest) -> None:
    for name in sorted(names):
        harvest.list_file(name, entries[name])


def _name_password(harvest: Harvest) -> None:
    harvest.is_encrypted = True
    harvest.fail(locked())


def _refuse_dictionaries(archive: SevenZipFile) -> None:
    streams = archive.header.main_streams
    folders = streams.unpackinfo.folders if streams else ()
    for folder in folders:
        for coder in folder.coders:
            if _memory(coder["method"], coder["properties"] or b"") > DICTIONARY_LIMIT:
                raise oddly_packed()


def _memory(method: bytes, properties: bytes) -> int:
    """Octets of memory that unpacking with this method and its properties takes."""
    if method in (_LZMA, _PPMD) and len(properties) >= 5:
        return int.from_bytes(properties[1:5], "little")
    if method == _LZMA2 and properties:
        return (2 | properties[0] & 1) << (properties[0] // 2 + 11)
    return 0


class _Files:
    """Makes a place in memory for each file that is unpacked."""

    def __init__(self, harvest: Harvest, read: set[str]) -> None:
        self._harvest = harvest
        self._read = read

    def create(self, filename: str) -> _File:
        self._read.add(filename)
        return _File(filename, self._harvest)


class _File:
    """One file that is being unpacked; read when it is whole."""

    def __init__(self, name: str, harvest: Harvest) -> None:
        self._name = name
        self._harvest = harvest
        self._octets = io.BytesIO()

    def write(self, octets: bytes) -> int:
        self._harvest.allowance.take(len(octets))
        self._octets.write(octets)
        if self._octets.tell() > FILE_LIMIT:
            raise too_large()
        return len(octets)

    def size(self) -> int:
        return self._octets.tell()

    def seekable(self) -> bool:
        return False

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        self._harvest.take(self._name, self._octets.getvalue())
