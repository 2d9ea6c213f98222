"""A zip file whose files are encrypted by AES-256 (WinZip AE-2)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

import msgspec

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can say


class Packed(msgspec.Struct, frozen=True):
    """One file to go into an archive."""

    name: str  # safe, and unlike those of the others
    chunks: Iterable[bytes]


def write_archive(
    target: BinaryIO,
    files: Iterable[Packed],
    password: str,
    at: datetime,
    *,
    cp932_names: bool = False,
) -> None:
    """Write these files to `target`, which can be sought in; `at` is what they say of their age.

    Names are UTF-8 and marked so; where `cp932_names` asks for it and CP932 has the letters they
    are CP932, with the UTF-8 beside. Chunks are taken one at a time. Raises OSError.
    """
    from pyzipper import WZ_AES, ZIP_DEFLATED, AESZipFile  # noqa: PLC0415  most mail needs none

    moment = max(at.timetuple()[:6], _EARLIEST)
    with AESZipFile(target, "w", compression=ZIP_DEFLATED, encryption=WZ_AES) as archive:
        archive.setpassword(password.encode())
        for file in files:
            entry = _entry(file.name, moment, cp932_names=cp932_names)
            entry.compress_type = ZIP_DEFLATED
            # its length is not known yet; a header for long ones would stop old programs
            with archive.open(entry, "w") as opened:
                for chunk in file.chunks:
                    opened.write(chunk)


def _entry(name: str, moment: tuple[int, ...], *, cp932_names: bool) -> Any:
    from pyzipper.zipfile_aes import AESZipInfo  # noqa: PLC0415  most mail needs none

    class Cp932Info(AESZipInfo):  # type: ignore[misc]  # the library has no types
        """An entry whose name is written for Windows programs that know no UTF-8."""

        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  the library's name
            return self.filename.encode("cp932"), self.flag_bits

        def encode_local_header(self, *, extra: bytes, **rest: Any) -> Any:
            return super().encode_local_header(extra=extra + _unicode_path(name), **rest)

        def encode_central_directory(self, *, extra_data: bytes, **rest: Any) -> Any:
            extra = extra_data + _unicode_path(name)
            return super().encode_central_directory(extra_data=extra, **rest)

    is_old = cp932_names and not name.isascii() and _has_cp932(name)
    entry = (Cp932Info if is_old else AESZipInfo)(name, moment)
    entry.create_system = 0  # of MS-DOS: no rights of Unix, and names in the system's old charset
    entry.external_attr = 0x20  # an ordinary file
    return entry


def _unicode_path(name: str) -> bytes:
    """The name in UTF-8 for programs that look for it (Info-ZIP's extra field 0x7075)."""
    written, octets = name.encode("cp932"), name.encode()
    return struct.pack("<HHBL", 0x7075, 5 + len(octets), 1, zlib.crc32(written)) + octets


def _has_cp932(name: str) -> bool:
    try:
        name.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def chunks_of(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The octets of a file from its beginning, `size` at a time."""
    file.seek(0)
    while chunk := file.read(size):
        yield chunk
