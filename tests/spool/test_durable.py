"""What outlives a power cut: the parts that other tests do not reach."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from mailguard.domain.state import State
from mailguard.guard.storage import ConflictError, SpoolError
from mailguard.spool import durable, mailfile
from mailguard.spool.disk import DiskSpool
from tests.fakes.memory_spool import MemorySpool
from tests.spool.builders import ACCOUNT, NOON, OCTETS, an_envelope, committed, in_state, kept
from tests.spool.conftest import SETTINGS


async def test_every_file_is_its_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        spool = DiskSpool(tmp_path / "spool", SETTINGS)
        await in_state(spool, State.QUEUED)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in _files(spool, tmp_path)}
        await spool.close()
    finally:
        os.umask(old)
    assert len(modes) == 5
    assert set(modes.values()) == {0o600}


def _files(spool: DiskSpool, folder: Path) -> list[Path]:
    assert spool.entries()
    return list((folder / "spool").iterdir())


def test_a_failed_fsync_of_a_folder_is_an_error_and_leaves_no_handle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    real = os.close

    def close(handle: int) -> None:
        closed.append(handle)
        real(handle)

    def fails(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(durable, "_flush", fails)
    monkeypatch.setattr(os, "close", close)
    with pytest.raises(OSError, match="Input/output"):
        durable.sync_folder(tmp_path)
    assert len(closed) == 1


async def test_a_mail_that_cannot_say_that_it_lives_again_stays_as_it_is(
    disk: DiskSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await in_state(disk, State.WITHDRAWN)

    def fails(*_: object, synced: bool = False) -> None:
        assert synced
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(mailfile, "mark", fails)
        with pytest.raises(SpoolError):
            await committed(disk, entry, State.DELAYED, was=State.WITHDRAWN)
    assert disk.entry(entry.id) == entry
    assert (await committed(disk, entry, State.DELAYED, was=State.WITHDRAWN)).state == "delayed"


async def test_a_move_that_is_declined_marks_nothing(disk: DiskSpool) -> None:
    entry = await in_state(disk, State.SENT)
    for was in (None, State.QUEUED):
        with pytest.raises(ConflictError):
            await committed(disk, entry, State.QUEUED, was=was)
    await in_state(disk, State.QUEUED)
    assert mailfile.read(Path(entry.source.path)).marks == b"ss"


async def test_marks_that_cannot_be_written_are_no_trouble(
    disk: DiskSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(mailfile, "mark", fails)
    assert (await in_state(disk, State.SENT)).state is State.SENT


async def test_marks_are_written_where_the_system_knows_no_pwrite(
    disk: DiskSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "pwrite")
    entry = await in_state(disk, State.SENT)
    path = Path(entry.source.path)
    assert mailfile.read(path).marks == b"ss"
    assert mailfile.has_its_octets(entry.source)


async def test_a_file_that_cannot_be_removed_is_swept_another_time(
    disk: DiskSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await in_state(disk, State.SENT)
    later = NOON.replace(year=NOON.year + 1)

    def fails(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fails)
        assert await disk.sweep(later) == 0
    assert disk.header(entry)
    assert await disk.sweep(later) == 1


async def test_a_reception_that_cannot_be_finished_is_discarded(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path / "spool", SETTINGS)
    reception = spool.open_reception(ACCOUNT, an_envelope(), None)
    reception.write(OCTETS * 10_000)
    assert list((tmp_path / "spool").glob("*.tmp"))
    with pytest.raises(SpoolError):
        await spool.keep(reception, NOON, "half \ud800")
    assert not list((tmp_path / "spool").glob("*.tmp"))
    await spool.close()


async def test_a_reception_belongs_to_its_spool(disk: DiskSpool) -> None:
    memory = MemorySpool()
    theirs = memory.open_reception(ACCOUNT, an_envelope(), None)
    ours = disk.open_reception(ACCOUNT, an_envelope(), None)
    with pytest.raises(TypeError):
        await disk.keep(theirs, NOON, "")
    with pytest.raises(TypeError):
        await memory.keep(ours, NOON, "")
    ours.discard()


async def test_a_folder_that_was_taken_away_is_an_error(tmp_path: Path) -> None:
    spool = DiskSpool(tmp_path / "spool", SETTINGS)
    await kept(spool)
    (tmp_path / "spool").rename(tmp_path / "elsewhere")
    with pytest.raises(SpoolError):
        await kept(spool)
    (tmp_path / "elsewhere").rename(tmp_path / "spool")
    assert (await in_state(spool, State.QUEUED)).state is State.QUEUED
    await spool.close()
