"""What a spool finds when it is opened again: after an end, a crash, a power cut."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from mailguard.domain.entry import Channel, Entry
from mailguard.domain.state import WAITING, State
from mailguard.guard.storage import ConflictError, Recovery, SpoolError
from mailguard.spool import database, inventory, mailfile, opening
from mailguard.spool.disk import DiskSpool
from tests.spool.builders import (
    ACCOUNT,
    HANAKO,
    JIRO,
    NOON,
    OCTETS,
    Clock,
    an_envelope,
    committed,
    in_state,
    kept,
    outcomes,
    queued,
    states_of,
    tried,
)
from tests.spool.conftest import SETTINGS


class Spools:
    """One folder, opened again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.now = self._opened()

    async def again(self) -> Recovery:
        """Close it and open it; what that brought to light."""
        await self.now.close()
        self.now = self._opened()
        return self.now.recovery

    def path(self, entry: Entry) -> Path:
        return self.folder / f"{entry.id}.mail"

    def _opened(self) -> DiskSpool:
        return DiskSpool(self.folder, SETTINGS, self.clock)


@pytest.fixture
async def spools(tmp_path: Path) -> Spools:
    return Spools(tmp_path / "spool")


async def test_a_new_folder_is_empty_and_its_owners_alone(spools: Spools) -> None:
    assert spools.now.recovery == Recovery()
    assert stat.S_IMODE(spools.folder.stat().st_mode) == 0o700
    assert await spools.again() == Recovery()
    await spools.now.close()


@pytest.mark.parametrize("state", sorted(set(State) - {State.SENDING, State.RECEIVED}))
async def test_every_state_outlives_the_end(spools: Spools, state: State) -> None:
    entry = await in_state(spools.now, state, HANAKO, JIRO)
    messages, journal = spools.now.messages(entry.id), spools.now.journal(entry.id)
    assert await spools.again() == Recovery()
    assert spools.now.entry(entry.id) == entry
    assert spools.now.messages(entry.id) == messages
    assert spools.now.journal(entry.id) == journal
    await spools.now.close()


async def test_a_mail_without_a_row_is_abandoned(spools: Spools) -> None:
    entry = await kept(spools.now, HANAKO, JIRO)
    assert await spools.again() == Recovery(abandoned=1)
    assert spools.now.entry(entry.id) == replace(entry, state=State.ABANDONED)
    assert [line.by for line in spools.now.journal(entry.id)] == ["engine"]
    assert await spools.again() == Recovery()
    await spools.now.close()


async def test_a_row_in_received_is_abandoned(spools: Spools) -> None:
    entry = await committed(spools.now, await kept(spools.now), State.RECEIVED)
    assert await spools.again() == Recovery(abandoned=1)
    assert spools.now.entry(entry.id) == replace(entry, state=State.ABANDONED)
    await spools.now.close()


async def test_what_was_being_sent_is_uncertain(spools: Spools) -> None:
    await queued(spools.now, HANAKO, JIRO)
    claim = await spools.now.claim(ACCOUNT, NOON)
    assert claim is not None
    assert await spools.again() == Recovery(uncertain=1)
    entry = spools.now.entry(claim.entry.id)
    assert entry is not None
    assert entry.state is State.UNCERTAIN
    assert "stopped" in entry.reason
    assert states_of(spools.now, entry) == [State.UNCERTAIN] * 2
    with pytest.raises(ConflictError):
        await spools.now.record(claim, outcomes(claim, State.SENT), None)
    assert await spools.now.claim(ACCOUNT, NOON) is None
    assert await spools.again() == Recovery()
    await spools.now.close()


async def test_only_the_recipients_of_the_attempt_are_uncertain(spools: Spools) -> None:
    entry = await queued(spools.now, HANAKO, JIRO)
    await tried(spools.now, entry, State.SENT, State.QUEUED, due_at=NOON)
    await spools.now.claim(ACCOUNT, NOON)
    assert await spools.again() == Recovery(uncertain=1)
    assert states_of(spools.now, entry) == [State.SENT, State.UNCERTAIN]
    await spools.now.close()


async def test_a_reception_that_was_cut_off_leaves_nothing(spools: Spools) -> None:
    reception = spools.now.open_reception(ACCOUNT, an_envelope(), None)
    reception.write(b"x" * (1 << 20))
    assert [path.suffix for path in spools.folder.glob("*.tmp")] == [".tmp"]
    assert await spools.again() == Recovery()
    assert list(spools.folder.glob("*.tmp")) == []
    reception.discard()
    await spools.now.close()


# Files that are damaged or gone ----------------------------------------------------------------


@pytest.mark.parametrize("state", sorted(WAITING - {State.RECEIVED, State.SENDING}))
@pytest.mark.parametrize("gone", [False, True], ids=["damaged", "gone"])
async def test_a_waiting_mail_whose_file_is_lost_is_never_sent_and_says_so(
    spools: Spools, state: State, gone: bool
) -> None:
    entry = await in_state(spools.now, state)
    path = spools.path(entry)
    if gone:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"Hello", b"Hell!"))
    recovery = await spools.again()
    assert recovery == Recovery(corrupt=() if gone else (path.name,))
    assert gone or (spools.folder / "corrupt" / path.name).exists()
    after = spools.now.entry(entry.id)
    assert after is not None
    assert "cannot be sent" in after.reason
    assert after.state in (State.WITHDRAWN, State.FAILED, State.UNCERTAIN)
    assert spools.now.next_due(ACCOUNT) is None
    for origin in (State.FAILED, State.UNCERTAIN):
        with pytest.raises(SpoolError):
            await spools.now.requeue(entry.id, origin, NOON, Channel.DESKTOP)
    if after.state is State.WITHDRAWN:
        with pytest.raises(SpoolError):
            await committed(spools.now, after, State.DELAYED, was=State.WITHDRAWN)
    assert await spools.again() == Recovery()
    await spools.now.close()


async def test_a_lost_file_that_was_being_sent_is_uncertain(spools: Spools) -> None:
    entry = await in_state(spools.now, State.SENDING)
    spools.path(entry).unlink()
    assert await spools.again() == Recovery(uncertain=1)
    assert states_of(spools.now, entry) == [State.UNCERTAIN]
    await spools.now.close()


async def test_a_damaged_file_without_a_row_is_set_aside(spools: Spools) -> None:
    path = spools.path(await kept(spools.now))
    path.write_bytes(b"nothing")
    assert await spools.again() == Recovery(corrupt=(path.name,))
    assert (spools.folder / "corrupt" / path.name).read_bytes() == b"nothing"
    assert spools.now.entries() == ()
    await spools.now.close()


@pytest.mark.parametrize("state", [State.SENT, State.WITHDRAWN])
async def test_a_lost_file_that_nobody_waits_for_is_no_trouble(
    spools: Spools, state: State
) -> None:
    entry = await in_state(spools.now, state)
    spools.path(entry).unlink()
    assert await spools.again() == Recovery()
    assert spools.now.entry(entry.id) == entry
    with pytest.raises(SpoolError):
        spools.now.header(entry)
    await spools.now.close()


async def test_a_file_that_cannot_be_read_for_the_moment_stays(
    spools: Spools, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await in_state(spools.now, State.DELAYED)
    await spools.now.close()

    def no_handle(_: Path) -> mailfile.MailFile:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    with monkeypatch.context() as patch:
        patch.setattr(mailfile, "read", no_handle)
        with pytest.raises(SpoolError):
            DiskSpool(spools.folder, SETTINGS)
    assert spools.path(entry).exists()
    await _is_untouched(spools, entry)


async def test_a_file_that_the_disk_cannot_read_is_set_aside(
    spools: Spools, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await in_state(spools.now, State.DELAYED)

    def broken(_: Path) -> mailfile.MailFile:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(mailfile, "read", broken)
    assert await spools.again() == Recovery(corrupt=(f"{entry.id}.mail",))
    await spools.now.close()


async def test_large_mails_are_not_hashed_at_the_opening(
    spools: Spools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inventory, "HASHED_AT_MOST", len(OCTETS))
    first, second = [await in_state(spools.now, State.DELAYED) for _ in range(2)]
    for entry in (first, second):
        path = spools.path(entry)
        path.write_bytes(path.read_bytes().replace(b"Hello", b"Hell!"))
    assert len((await spools.again()).corrupt) == 1  # the relay finds the other
    await spools.now.close()


async def test_a_lost_file_of_a_row_in_received_is_said(spools: Spools) -> None:
    entry = await committed(spools.now, await kept(spools.now), State.RECEIVED)
    spools.path(entry).unlink()
    assert await spools.again() == Recovery(abandoned=1)
    after = spools.now.entry(entry.id)
    assert after is not None
    assert "cannot be sent" in after.reason
    await spools.now.close()


async def test_a_file_that_was_to_be_swept_is_no_trouble(spools: Spools) -> None:
    entry = await in_state(spools.now, State.SENT)
    octets = spools.path(entry).read_bytes()
    assert await spools.now.sweep(NOON + timedelta(days=8)) == 1
    spools.path(entry).write_bytes(octets)
    assert await spools.again() == Recovery()
    assert spools.now.entry(entry.id) == entry
    await spools.now.close()


async def test_a_check_that_takes_too_long_is_ended(
    spools: Spools, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await in_state(spools.now, State.DELAYED)
    monkeypatch.setattr(opening, "_CHECK_SECONDS", -1.0)
    monkeypatch.setattr(opening, "_OPERATIONS", 1)
    assert await spools.again() == Recovery()
    assert spools.now.entry(entry.id) == entry
    await spools.now.close()


async def test_a_damaged_file_is_set_aside_when_rows_are_made_anew(spools: Spools) -> None:
    good, bad = [await in_state(spools.now, State.DELAYED) for _ in range(2)]
    await spools.now.close()
    (spools.folder / "spool.sqlite").unlink()
    spools.path(bad).write_bytes(b"nothing")
    again = DiskSpool(spools.folder, SETTINGS)
    assert again.recovery == Recovery(rebuilt=True, corrupt=(f"{bad.id}.mail",))
    assert [entry.id for entry in again.entries()] == [good.id]
    await again.close()


# A folder that cannot be used ------------------------------------------------------------------


async def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SpoolError):
        DiskSpool(tmp_path / "file" / "spool")


async def test_a_database_that_somebody_else_holds_is_left_alone(
    spools: Spools, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await in_state(spools.now, State.DELAYED)
    await spools.now.close()
    other = sqlite3.connect(spools.folder / "spool.sqlite", isolation_level=None)
    other.execute("begin immediate")
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.01)
    with pytest.raises(SpoolError):
        DiskSpool(spools.folder, SETTINGS)
    other.close()
    await _is_untouched(spools, entry)


async def _is_untouched(spools: Spools, entry: Entry) -> None:
    again = DiskSpool(spools.folder, SETTINGS)
    assert again.recovery == Recovery()
    assert again.entry(entry.id) == entry
    await again.close()


async def test_a_database_that_cannot_be_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(database, "connect_reader", fails)
    with pytest.raises(SpoolError):
        DiskSpool(tmp_path / "spool", SETTINGS)
