"""The journal: a chain in which every change shows, and people who can be forgotten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailguard.domain import record as r
from mailguard.domain.address import Address
from mailguard.domain.command import Choice
from mailguard.domain.entry import Channel
from mailguard.domain.recipient import Field, RecipientClass
from mailguard.domain.state import State
from mailguard.journal.book import Book, Dated, Head
from mailguard.journal.chain import Flaw
from mailguard.journal.lines import Reader
from mailguard.journal.verifying import lines_of, verify

SATO = Address("sato", "acme.example")
SUZUKI = Address("suzuki", "other.example")


def records(count: int, month: int = 1) -> list[Dated]:
    """Of months that are still to come: a journal begins in the present one."""
    at = datetime(2090, month, 2, tzinfo=UTC)
    return [Dated(r.Moved(f"m{n}", State.QUEUED), at) for n in range(count)]


def looked_through(*people: Address) -> r.Inspected:
    seen = tuple(r.Seen(each, Field.TO, RecipientClass.EXTERNAL) for each in people)
    found = (r.Found("first-contact", "notice", people[0]),)
    return r.Inspected("m1", "taro@own.example", seen, (r.FileSeen(b"\1" * 32, 7),), found, ())


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = Book(tmp_path / "journal")
    yield book
    book.close()


def test_what_was_written_is_whole(book: Book) -> None:
    book.write(records(20))
    verdict = verify(book)
    assert verdict.is_whole
    assert verdict.lines == 21  # with the one that says it was begun
    assert verdict.head == book.head


def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    for _ in range(3):
        book = Book(tmp_path / "journal")
        book.write(records(2))
        book.close()
    verdict = verify(Book(tmp_path / "journal"))
    assert verdict.is_whole
    assert verdict.head.number == 6


def test_each_month_has_its_file_and_a_clock_set_back_changes_nothing(book: Book) -> None:
    book.write([*records(2, month=12), *records(2, month=10)])
    assert verify(book).is_whole
    assert [path.name for path in book.files()][-1] == "2090-12.journal"


def test_nobody_else_may_read_it(book: Book) -> None:
    book.write(records(1))
    assert all(path.stat().st_mode & 0o077 == 0 for path in book.files())


def edited(lines: list[bytes], at: int) -> list[bytes]:
    lines[at] = lines[at].replace(b"queued", b"sent..")
    return lines


def taken_out(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at] + lines[at + 1 :]


def moved(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def doubled(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at], *lines[at:]]


def with_another_seal(lines: list[bytes], at: int) -> list[bytes]:
    lines[at] = lines[at][:-2] + (b"0" if lines[at][-2:-1] != b"0" else b"1") + b"\n"
    return lines


TAMPERING: list[Callable[[list[bytes], int], list[bytes]]] = [
    edited,
    taken_out,
    moved,
    doubled,
    with_another_seal,
]


@pytest.mark.parametrize("tamper", TAMPERING)
def test_every_line_that_is_tampered_with_is_found(
    book: Book, tamper: Callable[[list[bytes], int], list[bytes]]
) -> None:
    book.write(records(12))
    path = book.files()[-1]
    lines = path.read_bytes().splitlines(keepends=True)
    for at in range(1, len(lines) - 1):
        path.write_bytes(b"".join(tamper(list(lines), at)))
        flaws = verify(book).flaws
        assert flaws
        assert flaws[0].line in {at + 1, at + 2}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_octet_that_is_changed_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("j") / "journal"
    book = Book(folder)
    book.write(records(3))
    path = book.files()[-1]
    octets = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(octets) - 1))
    octets[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(octets)
    assert not verify(book, book.head).is_whole
    book.close()
    shutil.rmtree(folder)


def test_a_cut_end_is_seen_only_by_an_anchor(book: Book) -> None:
    book.write(records(5))
    anchor = book.head
    path = book.files()[-1]
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))
    assert verify(book).is_whole
    assert verify(book, anchor).anchor_holds is False
    assert verify(book, Head(2, b"x" * 32)).anchor_holds is False


def test_an_anchor_holds_while_lines_are_added(book: Book) -> None:
    book.write(records(5))
    anchor = book.head
    book.write(records(5))
    assert verify(book, anchor).anchor_holds is True


def test_a_line_that_was_not_written_to_its_end_is_taken_away_and_named(tmp_path: Path) -> None:
    book = Book(tmp_path / "journal")
    book.write(records(3))
    path = book.files()[-1]
    book.close()
    os.truncate(path, path.stat().st_size - 10)
    again = Book(tmp_path / "journal")
    verdict = verify(again)
    assert verdict.is_whole
    assert b'"what":"mended"' in list(lines_of(again.files()))[-1]


def test_half_a_line_at_the_end_is_named_while_nobody_mended_it(book: Book) -> None:
    book.write(records(3))
    path = book.files()[-1]
    os.truncate(path, path.stat().st_size - 10)
    assert [flaw.flaw for flaw in verify(book).flaws] == [Flaw.CUT]


def test_old_files_go_and_that_is_no_flaw(book: Book) -> None:
    for month in (1, 2, 3):
        book.write(records(2, month=month))
    gone = book.prune(datetime(2090, 3, 1, tzinfo=UTC))
    assert gone == 3  # with the one it was begun in
    assert verify(book).is_whole


def test_old_files_that_somebody_took_away_are_missed(book: Book) -> None:
    for month in (10, 11, 12):
        book.write(records(2, month=month))
    book.files()[0].unlink()
    assert verify(book).starts_late
    assert not verify(book).is_whole


def test_a_file_in_the_middle_that_is_gone_is_missed(book: Book) -> None:
    for month in (10, 11, 12):
        book.write(records(2, month=month))
    book.files()[1].unlink()
    assert verify(book).flaws


def test_addresses_are_not_written_in_clear(book: Book) -> None:
    book.write([Dated(looked_through(SATO, SUZUKI), datetime.now(UTC))])
    octets = book.files()[-1].read_bytes()
    assert b"sato" not in octets
    assert b"taro" not in octets


def test_who_is_erased_is_nobody_and_the_chain_still_holds(book: Book) -> None:
    answer = r.Answered(
        "m1", Channel.DESKTOP, Choice.SEND, reason="Mr Sato asked for it",
        people=(SATO.key, SUZUKI.key),
    )  # fmt: skip
    now = datetime.now(UTC)
    book.write([Dated(looked_through(SATO, SUZUKI), now), Dated(answer, now)])
    reader = Reader(book.keys, "erased")
    seen = [reader.read(text) for text in lines_of(book.files())]
    assert seen[-2]["recipients"][0][0] == SATO.key
    assert seen[-2]["found"][0]["about"] == SATO.key
    assert seen[-1]["reason"] == "Mr Sato asked for it"

    assert book.keys.erase(SATO.key)
    seen = [reader.read(text) for text in lines_of(book.files())]
    assert [row[0] for row in seen[-2]["recipients"]] == ["erased", SUZUKI.key]
    assert seen[-2]["found"][0]["about"] == "erased"
    assert seen[-1]["reason"] == "erased"
    assert verify(book).is_whole


def test_somebody_erased_who_comes_again_is_somebody_new(book: Book) -> None:
    before = book.keys.person(SATO.key).over(SATO.key)
    book.keys.erase(SATO.key)
    assert book.keys.person(SATO.key).over(SATO.key) != before


def test_nobody_is_erased_twice(book: Book) -> None:
    assert not book.keys.erase(SATO.key)
