"""A message that is arriving."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailguard.guard.storage import SpoolError, SpoolFullError
from mailguard.spool import reception as reception_module
from mailguard.spool.disk import DiskSpool
from mailguard.spool.header import LIMIT
from mailguard.spool.reception import FileReception
from tests.fakes.memory_spool import MemorySpool
from tests.spool.builders import ACCOUNT, NOON, OCTETS, an_envelope

CHUNK = b"x" * 65_536


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(chunks=st.lists(st.binary(max_size=40), max_size=20), limit=st.integers(1, 60))
def test_octets_arrive_whole_in_whatever_pieces(
    tmp_path: Path, chunks: list[bytes], limit: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reception_module, "IN_MEMORY", limit)
        reception = FileReception(tmp_path, ACCOUNT, an_envelope())
        for chunk in chunks:
            reception.write(chunk)
        octets = b"".join(chunks)
        assert reception.length == len(octets)
        entry = reception.finish(NOON, "")
        os.close(reception.save())
    data = Path(reception.draft).read_bytes()
    assert data[entry.source.offset :][: entry.source.length] == octets
    assert entry.source.sha256 == hashlib.sha256(octets).digest()
    reception.discard()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("limit", [1, 10, 256 << 10])
@pytest.mark.parametrize(
    ("octets", "header"),
    [
        (b"A: b\r\n\r\nText\r\n\r\n", b"A: b\r\n\r\n"),
        (b"\r\nText\r\n\r\n", b"\r\n"),
        (b"A: b\r\n", b"A: b\r\n"),
        (b"", b""),
    ],
)
def test_the_header_ends_with_the_first_blank_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, octets: bytes, header: bytes, limit: int
) -> None:
    monkeypatch.setattr(reception_module, "IN_MEMORY", limit)
    reception = FileReception(tmp_path, ACCOUNT, an_envelope())
    for octet in octets:
        reception.write(bytes([octet]))
    assert reception.header == header
    reception.finish(NOON, "")
    assert reception.header == header
    reception.discard()


def test_an_endless_header_is_cut(tmp_path: Path) -> None:
    reception = FileReception(tmp_path, ACCOUNT, an_envelope())
    for _ in range(LIMIT // len(CHUNK) + 20):
        reception.write(CHUNK)
    assert reception.header == b"x" * LIMIT
    reception.discard()


def test_small_mails_touch_the_disk_only_when_they_are_kept(tmp_path: Path) -> None:
    reception = FileReception(tmp_path, ACCOUNT, an_envelope())
    reception.write(OCTETS)
    assert list(tmp_path.iterdir()) == []
    reception.discard()


async def test_a_hundred_megabytes_take_no_more_memory_than_ten(disk: DiskSpool) -> None:
    async def peak(megabytes: int) -> int:
        reception = disk.open_reception(ACCOUNT, an_envelope(), None)
        tracemalloc.start()
        for _ in range(megabytes * 16):
            reception.write(CHUNK)
        entry = await disk.keep(reception, NOON, "")
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert entry.source.length == megabytes << 20
        return highest

    assert await peak(100) < await peak(10) * 1.2 < 8 << 20


def test_an_envelope_that_cannot_be_written_down_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpoolError):
        FileReception(tmp_path, ACCOUNT, an_envelope(sender="half\ud800@example.com"))
    reception = FileReception(tmp_path, ACCOUNT, an_envelope())
    with pytest.raises(SpoolError):
        reception.finish(NOON, "half \ud800")
    assert list(tmp_path.iterdir()) == []


def test_a_spool_in_memory_can_be_full_too() -> None:
    spool = MemorySpool()
    spool.space = 100
    spool.open_reception(ACCOUNT, an_envelope(), 99)
    with pytest.raises(SpoolFullError):
        spool.open_reception(ACCOUNT, an_envelope(), 100)


def test_a_discarded_reception_in_memory_is_empty() -> None:
    reception = MemorySpool().open_reception(ACCOUNT, an_envelope(), None)
    reception.write(OCTETS)
    reception.discard()
    assert reception.length == 0
