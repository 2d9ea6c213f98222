"""Contacts are remembered, batched, and looked up in time that does not grow with their number."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailguard.domain.recipient import Acquaintance
from mailguard.knowledge.contacts import Meeting, open_to_read, open_to_write, write
from mailguard.knowledge.memory import ContactMemory
from mailguard.knowledge.reader import ContactReader
from tests.mails import a_mailbox, an_address

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
HANAKO = an_address("hanako@acme.example")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "knowledge.sqlite"


async def met(path: Path, *meetings: tuple[str, datetime]) -> None:
    memory = ContactMemory(path)
    for text, at in meetings:
        memory.met([a_mailbox(text)], at)
    await memory.close()


def known(path: Path) -> Acquaintance | None:
    reader = ContactReader(path)
    found = reader.acquaintance(HANAKO)
    reader.close()
    return found


async def test_who_was_written_to_is_known(path: Path) -> None:
    await met(path, ("Hanako <hanako@acme.example>", MONDAY))
    assert known(path) == Acquaintance(1, MONDAY, "Hanako")


async def test_times_add_up_and_the_last_day_and_name_stay(path: Path) -> None:
    await met(path, ("Hana <hanako@acme.example>", TUESDAY), ("HANAKO@acme.example", MONDAY))
    await met(path, ("hanako@acme.example.", MONDAY))
    assert known(path) == Acquaintance(3, TUESDAY, "Hana")


def test_nobody_is_known_without_a_file(path: Path) -> None:
    assert known(path) is None


async def test_a_reader_sees_what_is_written_later(path: Path) -> None:
    reader = ContactReader(path)
    assert reader.acquaintance(HANAKO) is None
    await met(path, ("hanako@acme.example", MONDAY))
    assert reader.acquaintance(HANAKO) == Acquaintance(1, MONDAY)
    reader.close()


async def test_a_full_batch_is_written_without_waiting(path: Path) -> None:
    memory = ContactMemory(path, wait=3600, batch=2)
    memory.met([a_mailbox("hanako@acme.example")], MONDAY)
    memory.met([a_mailbox("hanako@acme.example")], MONDAY)
    memory._thread.submit(lambda: None).result()  # what was handed to the thread is done
    assert known(path) == Acquaintance(2, MONDAY)
    await memory.close()


async def test_a_damaged_file_is_set_aside_and_begun_anew(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)
    assert known(path) is None
    await met(path, ("hanako@acme.example", MONDAY))
    assert known(path) == Acquaintance(1, MONDAY)
    assert [p for p in path.parent.iterdir() if "damaged" in p.name]


async def test_a_file_that_cannot_be_written_stops_nobody(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await met(path / "missing" / "folder", ("hanako@acme.example", MONDAY))
    assert "could not be written" in caplog.text
    assert "hanako" not in caplog.text


async def test_only_the_owner_can_read_it(path: Path) -> None:
    await met(path, ("hanako@acme.example", MONDAY))
    assert path.stat().st_mode & 0o077 == 0


def test_a_reader_cannot_write(path: Path) -> None:
    open_to_write(path).close()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        open_to_read(path).execute("delete from contacts")


def test_looking_up_takes_the_same_time_among_a_hundred_thousand(path: Path) -> None:
    def seconds(count: int) -> float:
        connection = open_to_write(path)
        write(connection, (Meeting(f"p{i}@x.example", "", 1, MONDAY) for i in range(count)))
        connection.close()
        reader = ContactReader(path)
        reader.acquaintance(HANAKO)
        best = min(_timed(reader, count) for _ in range(20))
        reader.close()
        return best

    few = seconds(1000)
    assert seconds(100_000) < 3 * few + 1e-4


def _timed(reader: ContactReader, count: int) -> float:
    begun = time.perf_counter()
    for index in range(50):
        reader.acquaintance(an_address(f"p{index * 7919 % count}@x.example"))
    return time.perf_counter() - begun
