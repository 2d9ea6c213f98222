"""Tar archives."""

from __future__ import annotations

import io
import tarfile

from mailguard.content.archive import FILE_LIMIT, take
from mailguard.content.harvest import Harvest
from mailguard.content.unread import damaged, too_large

_MARK_AT = 257
_MARK = b"ustar"
_CHUNK = 256 * 1024


def is_tar(octets: bytes) -> bool:
    """Whether these are the octets of a tar archive."""
    return octets[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK


def read_tar(octets: bytes, harvest: Harvest) -> None:
    """Reads all files of a tar archive. No path in it, and no link, is ever followed."""
    try:
        with tarfile.open(fileobj=io.BytesIO(octets), mode="r:") as archive:
            while (member := archive.next()) is not None:
                harvest.allowance.enter()
                harvest.allowance.tick()
                if member.isfile():
                    _take(archive, member, harvest)
            end = archive.offset
    except (tarfile.TarError, OSError, EOFError, ValueError, OverflowError) as error:
        raise damaged() from error
    if octets[end:].strip(b"\0"):  # other programs may find more there
        raise damaged()


def _take(archive: tarfile.TarFile, member: tarfile.TarInfo, harvest: Harvest) -> None:
    take(harvest, member.name, member.size, lambda: _whole(archive, member, harvest))


def _whole(archive: tarfile.TarFile, member: tarfile.TarInfo, harvest: Harvest) -> bytes:
    file = archive.extractfile(member)
    kept = io.BytesIO()  # gives its octets away without a copy
    while file is not None and (chunk := file.read(_CHUNK)):
        harvest.allowance.take(len(chunk) if member.issparse() else 0)
        kept.write(chunk)
        if kept.tell() > FILE_LIMIT:
            raise too_large()
    if kept.tell() < member.size:
        raise damaged()
    return kept.getvalue()
