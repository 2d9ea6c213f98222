"""Archives: the files in them are listed, and read one after the other."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial

from mailguard.content.harvest import Harvest
from mailguard.content.package import Package
from mailguard.content.unread import UnreadError, locked

_ENCRYPTED = 0x1
_UTF_8 = 0x800
FILE_LIMIT = 32 * 1024 * 1024
"""Octets of a file within that is kept whole to be read."""


def read_zip(package: Package, harvest: Harvest) -> None:
    """Reads all files of a zip archive; one that cannot be read does not hide the others."""
    for entry in package.entries:
        if entry.is_dir() and not entry.file_size:
            continue
        harvest.allowance.enter()
        name = _name(entry)
        if entry.flag_bits & _ENCRYPTED:
            harvest.is_encrypted = True
            harvest.list_file(name, entry.file_size)
            harvest.fail(locked())
            continue
        take(harvest, name, entry.file_size, partial(package.whole, entry, FILE_LIMIT))


def take(harvest: Harvest, name: str, size: int, octets: Callable[[], bytes]) -> None:
    """Reads a file within; where that is not possible, it is named all the same."""
    try:
        whole = octets()
    except UnreadError as error:
        safe = harvest.list_file(name, size)
        harvest.fail(str(error).replace("{name}", safe))
        harvest.allowance.tick()
        return
    harvest.take(name, whole)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows in Japan writes it in CP932 and does not say so."""
    if entry.flag_bits & _UTF_8:
        return entry.orig_filename
    try:
        octets = entry.orig_filename.encode("cp437")
    except UnicodeError:
        return entry.orig_filename
    for codec in ("utf-8", "cp932"):
        try:
            return octets.decode(codec)
        except UnicodeError:
            continue
    return entry.orig_filename
