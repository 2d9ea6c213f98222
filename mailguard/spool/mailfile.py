"""The file of one entry: all that is needed to know the mail again, should the rows be lost.

    magic, lengths | marks | head (JSON) | the message's octets | trailer (JSON) | lengths, END

The head says who sends to whom; the trailer what is known only at the end. A checksum covers
both, the trailer's SHA-256 the octets; the marks alone change later. A file without END, or
with any of these wrong, is no mail.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from datetime import datetime
from pathlib import Path

import msgspec

from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Source
from mailguard.spool import durable, marks

SUFFIX = ".mail"
DRAFT_SUFFIX = ".tmp"

_START = struct.Struct(">18sII")  # magic, octets of marks, octets of head
_MAGIC = b"MailGuard mail 1\r\n"
_FOOT = struct.Struct(">II13s")  # octets of trailer, CRC-32 of head and trailer, END
_END = b"END OF MAIL\r\n"
_CHUNK = 1 << 20
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | getattr(os, "O_BINARY", 0)


class CorruptFileError(Exception):
    """The file is no whole mail of ours."""


class _Head(msgspec.Struct, frozen=True):
    id: str
    account: str
    envelope: Envelope


class _Trailer(msgspec.Struct, frozen=True):
    length: int
    sha256: bytes
    received_at: datetime
    client: str


class MailFile(msgspec.Struct, frozen=True):
    """What a file says: the entry as it came, and what became of it since."""

    entry: Entry
    marks: bytes


_head_of = msgspec.json.Decoder(_Head).decode
_trailer_of = msgspec.json.Decoder(_Trailer).decode


def opening(entry_id: str, account: str, envelope: Envelope) -> tuple[bytes, int]:
    """What stands before the octets, and the checksum that `closing` continues.

    Raises ValueError where a text cannot be written (half a surrogate pair).
    """
    head = msgspec.json.encode(_Head(entry_id, account, envelope))
    blank = marks.blank(envelope)
    start = _START.pack(_MAGIC, len(blank), len(head))
    return b"".join((start, blank, head)), zlib.crc32(head)


def closing(entry: Entry, checksum: int) -> bytes:
    """What stands after the octets. Raises ValueError as `opening` does."""
    source = entry.source
    trailer = msgspec.json.encode(
        _Trailer(source.length, source.sha256, entry.received_at, entry.client)
    )
    return trailer + _FOOT.pack(len(trailer), zlib.crc32(trailer, checksum), _END)


def read(path: Path) -> MailFile:
    """What the file says; its octets are not looked at. Raises CorruptFileError, OSError."""
    handle = os.open(path, _READ)
    try:
        return _read(path, handle)
    except (struct.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CorruptFileError(f"{path.name}: {error}") from error
    finally:
        os.close(handle)


def has_its_octets(source: Source) -> bool:
    """Whether the octets are those that came, by their SHA-256. Raises OSError."""
    digest, left = hashlib.sha256(), source.length
    with Path(source.path).open("rb", buffering=0) as file:
        file.seek(source.offset)
        while left and (chunk := file.read(min(left, _CHUNK))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.digest() == source.sha256


def mark(path: str, letters: bytes, *, synced: bool = False) -> None:
    """Overwrite the marks; on the disk at the return only where `synced`. Raises OSError."""
    handle = os.open(path, _WRITE)
    try:
        if hasattr(os, "pwrite"):
            os.pwrite(handle, letters, _START.size)
        else:
            os.lseek(handle, _START.size, os.SEEK_SET)
            os.write(handle, letters)
        if synced:
            durable.sync_file(handle)
    finally:
        os.close(handle)


def _read(path: Path, handle: int) -> MailFile:
    size = os.fstat(handle).st_size
    magic, mark_count, head_length = _START.unpack(_octets(handle, 0, _START.size))
    trailer_length, checksum, end = _FOOT.unpack(_octets(handle, size - _FOOT.size, _FOOT.size))
    offset = _START.size + mark_count + head_length
    after = size - _FOOT.size - trailer_length
    if (magic, end) != (_MAGIC, _END) or not offset <= after:
        raise CorruptFileError(f"{path.name}: no whole file of ours")
    letters = _octets(handle, _START.size, mark_count)
    head = _octets(handle, _START.size + mark_count, head_length)
    trailer = _octets(handle, after, trailer_length)
    if zlib.crc32(trailer, zlib.crc32(head)) != checksum:
        raise CorruptFileError(f"{path.name}: the checksum is wrong")
    return _mail_file(path, letters, head, trailer, (offset, after - offset))


def _mail_file(
    path: Path, letters: bytes, head: bytes, trailer: bytes, extent: tuple[int, int]
) -> MailFile:
    said, ended = _head_of(head), _trailer_of(trailer)
    if ended.length != extent[1] or said.id + SUFFIX != path.name:
        raise CorruptFileError(f"{path.name}: length or name is wrong")
    source = Source(str(path), *extent, ended.sha256)
    entry = Entry(said.id, said.account, said.envelope, source, ended.received_at, ended.client)
    return MailFile(entry, letters)


def _octets(handle: int, start: int, count: int) -> bytes:
    os.lseek(handle, max(start, 0), os.SEEK_SET)
    return os.read(handle, count)
