"""The commands about the journal, as whoever audits it calls them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mailguard.domain import record as r
from mailguard.domain.address import Address
from mailguard.domain.recipient import Field, RecipientClass
from mailguard.journal.book import Book, Dated
from mailguard.paths import DataFolder
from tests.cli.conftest import Mailguard

SATO = Address("sato", "acme.example")


@pytest.fixture
def book(folder: DataFolder) -> Iterator[Book]:
    folder.create()
    book = Book(folder.journal)
    seen = (r.Seen(SATO, Field.TO, RecipientClass.EXTERNAL),)
    looked = r.Inspected("m1", "taro@own.example", seen, (), (), ())
    book.write([Dated(looked, datetime.now(UTC)), Dated(r.Shown("m1", 1), datetime.now(UTC))])
    yield book
    book.close()


@pytest.mark.usefixtures("book")
def test_a_whole_journal_says_so_and_that_its_end_needs_an_anchor(mailguard: Mailguard) -> None:
    outcome = mailguard("journal", "verify")
    assert outcome.code == 0
    assert "3 lines, and none was changed." in outcome.out
    assert "missing at the end cannot be seen" in outcome.out


def test_with_an_anchor_that_holds_nothing_more_is_said(mailguard: Mailguard, book: Book) -> None:
    anchor = f"{book.head.number}:{book.head.seal.hex()}"
    outcome = mailguard("journal", "verify", "--anchor", anchor)
    assert outcome.code == 0
    assert "cannot be seen" not in outcome.out


def test_what_verify_prints_is_an_anchor(mailguard: Mailguard, book: Book) -> None:
    last = mailguard("journal", "verify", "--json").json["last"]
    book.write([Dated(r.Shown("m1", 2), datetime.now(UTC))])
    assert mailguard("journal", "verify", "--json", "--anchor", last).json["anchor_holds"] is True


def test_a_changed_line_is_named_with_its_place(mailguard: Mailguard, book: Book) -> None:
    path = book.files()[-1]
    path.write_bytes(path.read_bytes().replace(b'"n":1', b'"n":7'))
    outcome = mailguard("journal", "verify")
    assert outcome.code == 1
    assert f"{path.name}, line 2: changed" in outcome.out


def test_a_cut_journal_does_not_hold_its_anchor(mailguard: Mailguard, book: Book) -> None:
    anchor = f"{book.head.number}:{book.head.seal.hex()}"
    path = book.files()[-1]
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    outcome = mailguard("journal", "verify", "--anchor", anchor)
    assert outcome.code == 1
    assert "was cut or replaced" in outcome.out


def test_an_anchor_that_is_none_is_refused(mailguard: Mailguard) -> None:
    assert mailguard("journal", "verify", "--anchor", "42").code == 2


@pytest.mark.usefixtures("book")
def test_export_prints_names_in_clear(mailguard: Mailguard) -> None:
    lines = [json.loads(line) for line in mailguard("journal", "export").out.splitlines()]
    assert [line["what"] for line in lines] == ["began", "inspected", "shown"]
    assert lines[1]["recipients"] == [["sato@acme.example", "To", "external"]]


def test_export_says_who_was_erased(mailguard: Mailguard, book: Book) -> None:
    book.keys.erase(SATO.key)
    lines = [json.loads(line) for line in mailguard("journal", "export").out.splitlines()]
    assert lines[1]["recipients"] == [["(erased)", "To", "external"]]


def test_without_a_journal_it_says_where_it_looked(
    mailguard: Mailguard, folder: DataFolder
) -> None:
    outcome = mailguard("journal", "verify")
    assert outcome.code == 1
    assert str(folder.journal) in outcome.err
