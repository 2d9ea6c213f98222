"""Compound files (OLE), written stream by stream. [MS-CFB]."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_END, _FAT_MARK, _NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096


@dataclass
class _Entry:
    name: str
    kind: int  # 1: a storage, 2: a stream, 5: the root
    octets: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = _END
    right: int = _NONE


def a_compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file; "storage/stream" puts a stream into a storage."""
    entries = _entries(streams)
    sectors: list[bytes] = []
    fat: list[int] = []
    minis = b""
    mini_fat: list[int] = []
    for entry in entries:
        if entry.kind == 2 and 0 < len(entry.octets) < _CUTOFF:
            count = -(-len(entry.octets) // _MINI)
            entry.start = len(mini_fat)
            mini_fat += [*range(entry.start + 1, entry.start + count), _END]
            minis += entry.octets.ljust(count * _MINI, b"\0")
        elif entry.kind == 2 and entry.octets:
            entry.start = _put(entry.octets, sectors, fat)
    entries[0].octets = minis
    entries[0].start = _put(minis, sectors, fat)
    mini_start = _put(struct.pack(f"<{len(mini_fat)}I", *mini_fat), sectors, fat, b"\xff")
    directory = b"".join(_directory_entry(entry) for entry in entries)
    directory_start = _put(directory, sectors, fat)
    fat_count = -(-(len(fat) + 1) // 127)
    fat_at = len(sectors)
    fat += [_FAT_MARK] * fat_count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_count * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_count, directory_start, 0, _CUTOFF,
        mini_start, -(-len(mini_fat) // 128), _END, 0,
        *range(fat_at, fat_at + fat_count), *[_NONE] * (109 - fat_count),
    )  # fmt: skip
    return header + b"".join(sectors) + table


def _put(octets: bytes, sectors: list[bytes], fat: list[int], pad: bytes = b"\0") -> int:
    if not octets:
        return _END
    start = len(sectors)
    for place in range(0, len(octets), _SECTOR):
        sectors.append(octets[place : place + _SECTOR].ljust(_SECTOR, pad))
        fat.append(len(sectors))
    fat[-1] = _END
    return start


def _entries(streams: Mapping[str, bytes]) -> list[_Entry]:
    entries = [_Entry("Root Entry", 5)]
    storages = {"": 0}
    for path, octets in streams.items():
        storage, _slash, name = path.rpartition("/")
        if storage not in storages:
            storages[storage] = len(entries)
            entries[0].children.append(len(entries))
            entries.append(_Entry(storage, 1))
        entries[storages[storage]].children.append(len(entries))
        entries.append(_Entry(name, 2, octets))
    for entry in entries:  # no tree, but a list: each has only a right neighbour
        entry.children.sort(key=lambda child: (len(entries[child].name), entries[child].name))
        for child, neighbour in zip(entry.children, entry.children[1:], strict=False):
            entries[child].right = neighbour
    return entries


def _directory_entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    child = entry.children[0] if entry.children else _NONE
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name, len(name), entry.kind, 1, _NONE, entry.right, child,
        b"", 0, 0, 0, entry.start, len(entry.octets),
    )  # fmt: skip
