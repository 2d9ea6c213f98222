"""Keeping: durable or not at all, whatever step fails."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path

import pytest

from mailguard.guard.storage import Reception, SpoolError, SpoolFullError
from mailguard.spool import durable
from mailguard.spool.disk import DiskSpool
from mailguard.spool.keeper import LARGE
from tests.spool.builders import ACCOUNT, NOON, OCTETS, an_envelope, kept
from tests.spool.faults import ERRORS, STEPS, Disk

SIZES = {"small": 1, "streamed": 6_000, "large": LARGE // len(OCTETS) + 1}


@pytest.fixture
def faulty(disk: DiskSpool, monkeypatch: pytest.MonkeyPatch) -> Disk:
    assert disk.entries() == ()  # it is open, and its own files are no concern of this
    return Disk(monkeypatch)


def mails_in(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir() if path.stem.count(".") == 0
                  and path.suffix in (".mail", ".tmp"))  # fmt: skip


def open_handles() -> int:
    """How many this process has open; 0 where the system does not tell."""
    listing = Path("/dev/fd")
    return len(list(listing.iterdir())) if listing.is_dir() else 0


async def test_each_step_is_taken_in_its_order(disk: DiskSpool, faulty: Disk) -> None:
    await kept(disk)
    assert faulty.done == ["open", "write", "sync_file", "close", "rename", "sync_folder"]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: errno.errorcode[error])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", STEPS)
async def test_after_a_failure_nothing_is_left_and_the_next_mail_is_kept(
    tmp_path: Path, disk: DiskSpool, faulty: Disk, step: str, size: str, error: int
) -> None:
    octets = OCTETS * SIZES[size]
    expected = SpoolFullError if error in (errno.ENOSPC, errno.EDQUOT) else SpoolError
    handles = open_handles()
    with faulty.fail(step, error):
        await _refused(disk, octets, expected)
    assert mails_in(tmp_path / "spool") == []
    assert open_handles() == handles
    assert (await kept(disk, octets=octets)).source.length == len(octets)


async def _refused(disk: DiskSpool, octets: bytes, expected: type[SpoolError]) -> None:
    reception = disk.open_reception(ACCOUNT, an_envelope(), None)
    try:
        reception.write(octets)
    except expected:
        reception.discard()
    else:
        with pytest.raises(expected):
            await disk.keep(reception, NOON, "")


async def test_a_failed_fsync_is_not_tried_again(disk: DiskSpool, faulty: Disk) -> None:
    with faulty.fail("sync_file", errno.EIO):
        await _refused(disk, OCTETS, SpoolError)
    assert faulty.done == ["open", "write", "sync_file", "close"]


async def test_mails_that_wait_together_share_one_fsync_of_the_folder(
    disk: DiskSpool, faulty: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    first = asyncio.create_task(kept(disk))
    await gate.reached()
    rest = [asyncio.create_task(kept(disk)) for _ in range(20)]
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(first, *rest)
    assert faulty.done.count("sync_folder") == 2
    assert faulty.done.count("sync_file") == 21


async def test_one_mail_that_fails_takes_none_with_it(
    tmp_path: Path, disk: DiskSpool, faulty: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    first = asyncio.create_task(kept(disk))
    await gate.reached()
    receptions = [disk.open_reception(ACCOUNT, an_envelope(), None) for _ in range(5)]
    tasks = [asyncio.create_task(_keep(disk, reception)) for reception in receptions]
    await asyncio.sleep(0)
    with faulty.fail("sync_file", errno.EIO, only=receptions[2].id):
        gate.open()
        ends = await asyncio.gather(first, *tasks, return_exceptions=True)
    assert [isinstance(end, SpoolError) for end in ends] == [False] * 3 + [True] + [False] * 2
    assert mails_in(tmp_path / "spool") == [".mail"] * 5


async def test_a_start_that_fails_leaves_no_handle(
    tmp_path: Path, disk: DiskSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    handles = open_handles()
    gate = Gate(monkeypatch)
    first = asyncio.create_task(kept(disk))
    await gate.reached()

    def fails(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(durable, "start_writing", fails)
    rest = [asyncio.create_task(kept(disk)) for _ in range(3)]
    await asyncio.sleep(0)
    gate.open()
    await first
    ends = await asyncio.gather(*rest, return_exceptions=True)
    assert [type(end) for end in ends] == [SpoolError] * 3
    assert mails_in(tmp_path / "spool") == [".mail"]
    assert open_handles() == handles


async def _keep(disk: DiskSpool, reception: Reception) -> str:
    reception.write(OCTETS)
    return (await disk.keep(reception, NOON, "")).id


async def test_no_small_mail_waits_for_a_large_one(
    disk: DiskSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    large = asyncio.create_task(kept(disk, octets=OCTETS * SIZES["large"]))
    await gate.reached()
    await kept(disk)
    assert not large.done()
    gate.open()
    await large


class Gate:
    """Holds the first fsync of a file until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._loop = asyncio.get_running_loop()
        self._reached = asyncio.Event()
        self._opened = asyncio.Event()
        self._real = durable.sync_file
        self._held = False
        monkeypatch.setattr(durable, "sync_file", self._sync)

    async def reached(self) -> None:
        await self._reached.wait()

    def open(self) -> None:
        self._opened.set()

    def _sync(self, handle: int) -> None:
        if not self._held:
            self._held = True
            self._loop.call_soon_threadsafe(self._reached.set)
            asyncio.run_coroutine_threadsafe(self._opened.wait(), self._loop).result()
        self._real(handle)
