"""Whether a file needs a password: zip archives and Office files."""

from __future__ import annotations

import io
import struct
import zipfile

_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

_LOCAL_MARK = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")  # APPNOTE.TXT 4.3.16: the end of the central directory
_END_MARK = b"PK\x05\x06"
_LONGEST_COMMENT = 0xFFFF
_ENTRY_LIMIT = 10_000  # more cost more time than the answer is worth


def is_encrypted(octets: bytes) -> bool:
    """Whether a file is encrypted, or at least one file in it. Never raises.

    Of a long file its beginning is enough: a zip archive is then judged by its first entry.
    """
    if octets.startswith(_OLE_MARK):
        return _ENCRYPTED_STREAM in octets
    return octets.startswith(_LOCAL_MARK) and _zip_is_encrypted(octets)


def _zip_is_encrypted(octets: bytes) -> bool:
    if 0 < _entry_count(octets) <= _ENTRY_LIMIT:
        try:
            with zipfile.ZipFile(io.BytesIO(octets)) as archive:
                return any(entry.flag_bits & 1 for entry in archive.infolist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
            pass
    return len(octets) > 6 and bool(octets[6] & 1)  # the first entry's flags


def _entry_count(octets: bytes) -> int:
    """How many entries the archive says it has; 0 where its end is not there."""
    place = octets.rfind(_END_MARK, max(len(octets) - _LONGEST_COMMENT - _END.size, 0))
    if place < 0 or place + _END.size > len(octets):
        return 0
    count: int = _END.unpack_from(octets, place)[4]
    return count
