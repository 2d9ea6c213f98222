"""Packed streams, gzip, bzip2 and xz: one file within, or a tar archive."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from pathlib import PurePosixPath

from mailguard.content.harvest import Harvest
from mailguard.content.tar import is_tar, read_tar
from mailguard.content.unread import UnreadError, damaged, oddly_packed

MEMORY = 128 * 1024 * 1024
"""Octets that unpacking xz may take."""

_CHUNK = 256 * 1024
_FAULTS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)


def read_gzip(octets: bytes, harvest: Harvest) -> None:
    """Reads what a gzip file holds."""
    with gzip.GzipFile(fileobj=io.BytesIO(octets)) as stream:
        _read(stream, harvest)


def read_bzip2(octets: bytes, harvest: Harvest) -> None:
    """Reads what a bzip2 file holds."""
    with bz2.BZ2File(io.BytesIO(octets)) as stream:
        _read(stream, harvest)


def read_xz(octets: bytes, harvest: Harvest) -> None:
    """Reads what an xz file holds."""
    try:
        lzma.LZMADecompressor(memlimit=MEMORY).decompress(octets[:_CHUNK], max_length=1)
    except _FAULTS as error:
        raise oddly_packed() from error
    with lzma.LZMAFile(io.BytesIO(octets)) as stream:
        _read(stream, harvest)


def _read(stream: io.BufferedIOBase, harvest: Harvest) -> None:
    harvest.allowance.enter()
    kept = io.BytesIO()  # gives its octets away without a copy
    try:
        while chunk := stream.read(_CHUNK):
            harvest.allowance.take(len(chunk))
            kept.write(chunk)
    except UnreadError as error:
        harvest.fail(error)
    except _FAULTS:
        harvest.fail(damaged())
    whole = kept.getvalue()
    if is_tar(whole):
        read_tar(whole, harvest)
    else:
        harvest.take(_name_within(harvest.name), whole)


def _name_within(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if path.suffix else name
