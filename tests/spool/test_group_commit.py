"""Group commit: moves waiting together share a transaction, and none suffers from another."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from mailguard.domain.entry import Channel, Entry
from mailguard.domain.state import State
from mailguard.guard.storage import ConflictError, SpoolError, SpoolFullError
from mailguard.spool import database
from mailguard.spool.batching import BatchThread
from mailguard.spool.disk import DiskSpool
from mailguard.spool.ledger import Ledger
from tests.spool.builders import committed, in_state, kept, queued


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How each transaction ended, from now on."""
    ends: list[str] = []
    real = database.transaction

    @contextmanager
    def counted(connection: sqlite3.Connection) -> Iterator[None]:
        try:
            with real(connection):
                yield
        except BaseException:
            ends.append("undone")
            raise
        ends.append("done")

    monkeypatch.setattr(database, "transaction", counted)
    return ends


class Gate:
    """Holds the thread that writes until it is opened: the moves behind it gather."""

    def __init__(self, disk: DiskSpool) -> None:
        self._opened = threading.Event()
        self.task = asyncio.create_task(disk._writer.do(self._wait))

    async def reached(self) -> None:
        while self._waiting is None:
            await asyncio.sleep(0)

    _waiting: bool | None = None

    def open(self) -> None:
        self._opened.set()

    def _wait(self, _: Ledger) -> None:
        self._waiting = True
        self._opened.wait(10)


async def together(disk: DiskSpool, *moves: Any) -> list[Any]:
    """What `moves` come to when all of them wait for the same transaction."""
    gate = Gate(disk)
    await gate.reached()
    tasks = [asyncio.ensure_future(move) for move in moves]
    await asyncio.sleep(0)
    gate.open()
    await gate.task
    return await asyncio.gather(*tasks, return_exceptions=True)


async def test_fifty_moves_share_one_transaction(disk: DiskSpool, transactions: list[str]) -> None:
    entries = [await kept(disk) for _ in range(50)]
    written = await together(disk, *(committed(disk, entry, State.QUEUED) for entry in entries))
    assert [entry.state for entry in written] == [State.QUEUED] * 50
    assert transactions == ["done"] * 2
    assert len(disk.entries()) == 50


async def test_a_conflict_undoes_nobody_elses_move(
    disk: DiskSpool, transactions: list[str]
) -> None:
    entries = [await in_state(disk, State.ASKING) for _ in range(3)]
    transactions.clear()
    ends = await together(
        disk,
        committed(disk, entries[0], State.DELAYED, was=State.ASKING),
        committed(disk, entries[1], State.DELAYED, was=State.WITHDRAWN),
        committed(disk, entries[2], State.DELAYED, was=State.ASKING),
    )
    assert isinstance(ends[1], ConflictError)
    assert transactions == ["done"] * 2
    states = [(disk.entry(entry.id) or entry).state for entry in entries]
    assert states == [State.DELAYED, State.ASKING, State.DELAYED]


async def test_moves_of_one_entry_see_each_other(disk: DiskSpool) -> None:
    entry = await in_state(disk, State.ASKING)
    ends = await together(
        disk,
        committed(disk, entry, State.DELAYED, was=State.ASKING),
        committed(disk, entry, State.WITHDRAWN, was=State.ASKING),
        committed(disk, entry, State.WITHDRAWN, was=State.DELAYED),
    )
    assert [isinstance(end, Entry) for end in ends] == [True, False, True]
    assert (disk.entry(entry.id) or entry).state is State.WITHDRAWN


@pytest.mark.parametrize("bug", [ZeroDivisionError, UnicodeError, sqlite3.IntegrityError])
async def test_a_move_that_breaks_off_halfway_undoes_itself_and_nobody_else(
    disk: DiskSpool, transactions: list[str], bug: type[Exception]
) -> None:
    first, second, third = [await in_state(disk, State.ASKING) for _ in range(3)]
    transactions.clear()

    def breaks_off(ledger: Ledger) -> None:
        ledger.commit(replace(second, state=State.WITHDRAWN), State.ASKING, Channel.ENGINE, (), ())
        raise bug

    ends = await together(
        disk,
        committed(disk, first, State.DELAYED, was=State.ASKING),
        disk._writer.do(breaks_off),
        committed(disk, third, State.DELAYED, was=State.ASKING),
    )
    assert isinstance(ends[1], ZeroDivisionError if bug is ZeroDivisionError else SpoolError)
    assert transactions == ["done", "undone", "done", "undone", "done"]
    states = [(disk.entry(entry.id) or entry).state for entry in (first, second, third)]
    assert states == [State.DELAYED, State.ASKING, State.DELAYED]


async def test_half_a_character_is_refused_and_harms_nobody(disk: DiskSpool) -> None:
    entry = await kept(disk)
    with pytest.raises(SpoolError):
        await committed(disk, replace(entry, subject="half \ud800"), State.ASKING)
    assert disk.entry(entry.id) is None
    assert (await committed(disk, entry, State.ASKING)).state is State.ASKING


async def test_a_full_disk_is_said_and_forgotten_when_there_is_room_again(
    disk: DiskSpool,
) -> None:
    waiting = await queued(disk)
    entry = await kept(disk)

    def fill(ledger: Ledger) -> None:
        pages = ledger.tables._execute("pragma page_count").fetchone()[0]
        ledger.tables._execute(f"pragma max_page_count = {pages}")

    await disk._writer.do(fill)
    large = replace(entry, note="x" * 100_000)
    with pytest.raises(SpoolFullError):
        await committed(disk, large, State.ASKING)
    assert disk.entries() == (waiting,)
    assert (await committed(disk, large, State.ASKING)).note == large.note


async def test_after_trouble_with_the_database_it_is_opened_anew(
    disk: DiskSpool, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await kept(disk)
    opened: list[Path] = []
    real = database.connect

    def connect(path: Path) -> sqlite3.Connection:
        opened.append(path)
        if len(opened) < 3:
            raise sqlite3.OperationalError("unable to open database file")
        return real(path)

    def fails(_: Ledger) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(database, "connect", connect)
    for move in (fails, lambda _: None, lambda _: None):
        with pytest.raises(SpoolError):
            await disk._writer.do(move)
    assert (await committed(disk, entry, State.ASKING)).state is State.ASKING
    assert len(opened) == 3


async def test_whoever_stops_waiting_does_not_stop_the_move(disk: DiskSpool) -> None:
    entry = await kept(disk)
    gate = Gate(disk)
    await gate.reached()
    task = asyncio.create_task(committed(disk, entry, State.ASKING))
    await asyncio.sleep(0)
    task.cancel()
    gate.open()
    await queued(disk)
    assert (disk.entry(entry.id) or entry).state is State.ASKING


async def test_closing_waits_for_what_was_begun(tmp_path: Path) -> None:
    disk = DiskSpool(tmp_path)
    entries = [await kept(disk) for _ in range(3)]
    tasks = [asyncio.create_task(committed(disk, entry, State.ASKING)) for entry in entries]
    await asyncio.sleep(0)
    await disk.close()
    assert [task.result().state for task in tasks] == [State.ASKING] * 3


def test_a_thread_whose_loop_is_gone_goes_on() -> None:
    done: list[list[int]] = []

    def handle(jobs: Any) -> list[int]:
        done.append(list(jobs))
        return list(jobs)

    thread: BatchThread[int, int] = BatchThread("test", handle)

    async def give(job: int) -> None:
        thread.do(job)

    for job in (1, 2):
        asyncio.run(give(job))
    thread.close()
    assert sorted(job for batch in done for job in batch) == [1, 2]


async def test_a_handler_that_raises_answers_all_who_wait() -> None:
    def handle(_: Any) -> list[int]:
        raise ZeroDivisionError

    thread: BatchThread[int, int] = BatchThread("test", handle)
    ends = await asyncio.gather(thread.do(1), thread.do(2), return_exceptions=True)
    assert [type(end) for end in ends] == [ZeroDivisionError] * 2
    thread.close()
