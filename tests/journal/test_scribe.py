"""The scribe: writes many records at once, and goes on where the disk did not let it."""

from __future__ import annotations

from pathlib import Path

from mailguard.domain import record as r
from mailguard.domain.state import State
from mailguard.journal.book import Book
from mailguard.journal.scribe import BATCH, Scribe
from mailguard.journal.verifying import lines_of, verify
from tests.fakes.clock import FakeClock


def moved(number: int) -> r.Moved:
    return r.Moved(f"m{number}", State.SENT)


async def test_what_was_noted_is_written_at_the_end(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path / "journal", FakeClock())
    scribe.note(moved(1))
    await scribe.close()
    book = Book(tmp_path / "journal")
    assert [b'"m1"' in text for text in lines_of(book.files())] == [False, True]
    assert verify(book).is_whole


async def test_many_are_written_before_their_time_is_up(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path / "journal", FakeClock(), wait=1000.0)
    for number in range(BATCH + 1):
        scribe.note(moved(number))
    await scribe.close()
    assert verify(Book(tmp_path / "journal")).lines == BATCH + 2


async def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    scribe = Scribe(tmp_path / "journal", FakeClock())
    scribe.note(moved(1))
    await scribe.close()
    assert (tmp_path / "journal").read_text() == "in the way"
