"""A zip file, opened so that nothing in it can take more than is allowed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from mailguard.content.allowance import Allowance
from mailguard.content.unread import damaged, oddly_packed, swells, too_large, too_many

ENTRY_LIMIT = 10_000
"""Entries that are listed at all; a directory of more takes too long to load."""

RATIO = 200
"""How many octets may come out of one, on average, after the first FREE ones."""

FREE = 8 * 1024 * 1024
PART_LIMIT = 16 * 1024 * 1024
"""Octets of a part that is kept whole."""

_CHUNK = 64 * 1024
_ENTRY_MARK = b"PK\x01\x02"
_END_MARK = b"PK\x05\x06"
_LONGEST_COMMENT = 0xFFFF + 22
_LOCAL_MARK = b"PK\x03\x04"
_LOCAL_HEADER = 30
_LENGTHS = struct.Struct("<HH")  # of the name and of what else is said, in the local header
_LENGTHS_AT = 26
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
)


def ends_as_zip(octets: bytes) -> bool:
    """Whether a zip program would open this file, whatever it begins with."""
    return octets.find(_END_MARK, max(len(octets) - _LONGEST_COMMENT, 0)) >= 0 and (
        _ENTRY_MARK in octets
    )


class Package:
    """The entries of a zip file by their names."""

    def __init__(self, octets: bytes, allowance: Allowance) -> None:
        """Raises UnreadError where it cannot be opened, or is made to look harmless."""
        if octets.count(_ENTRY_MARK) > ENTRY_LIMIT:
            raise too_many()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(octets))
        except _FAULTS as error:
            raise damaged() from error
        self.entries = self._zip.infolist()
        self.names = {entry.filename: entry for entry in self.entries}
        self.octets = octets
        self._allowance = allowance
        self.has_strays = self._has_strays(octets)

    def _has_strays(self, octets: bytes) -> bool:
        """Whether entries lie there that the directory does not name: other programs show them.

        Raises UnreadError where two share octets: they unpack to more than anything could hold.
        """
        end = 0
        strays = not self.entries
        for entry in sorted(self.entries, key=lambda entry: entry.header_offset):
            start = entry.header_offset
            if start < end:
                raise damaged()
            strays = strays or octets.find(_LOCAL_MARK, end, start) >= 0
            lengths = _LENGTHS.unpack_from(octets, start + _LENGTHS_AT)
            end = start + _LOCAL_HEADER + sum(lengths) + entry.compress_size
        return strays or octets.find(_LOCAL_MARK, end, self._zip.start_dir) >= 0

    def chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """What an entry unpacks to. Raises UnreadError where that is not possible or too much."""
        if entry.compress_type not in _METHODS:
            raise oddly_packed()
        out = 0
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    self._allowance.take(len(chunk))
                    out += len(chunk)
                    if out > FREE and out > RATIO * entry.compress_size:
                        raise swells()
                    yield chunk
            if out != entry.file_size:  # it claims another size than it has
                raise damaged()
        except (*_FAULTS, RuntimeError) as error:  # RuntimeError: it needs a password
            raise damaged() from error

    def part(self, name: str) -> Iterator[bytes]:
        """The chunks of the part with this name; none where there is no such part."""
        entry = self.names.get(name)
        if entry is not None:
            yield from self.chunks(entry)

    def whole(self, entry: zipfile.ZipInfo, limit: int = PART_LIMIT) -> bytes:
        """An entry of at most `limit` octets. Raises UnreadError for more."""
        kept = io.BytesIO()  # gives its octets away without a copy
        for chunk in self.chunks(entry):
            kept.write(chunk)
            if kept.tell() > limit:
                raise too_large()
        return kept.getvalue()

    def below(self, prefix: str) -> list[str]:
        """The parts whose names begin with `prefix`, in their order: 2 before 10."""
        return sorted(
            (name for name in self.names if name.startswith(prefix)),
            key=lambda name: (len(name), name),
        )
