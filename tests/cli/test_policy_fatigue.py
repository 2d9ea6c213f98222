"""The command about fatigue."""

from __future__ import annotations

from datetime import UTC, datetime

from mailguard.domain import record as r
from mailguard.domain.command import Choice
from mailguard.domain.entry import Channel
from mailguard.journal.book import Book, Dated
from mailguard.journal.fatigue import ENOUGH
from mailguard.paths import DataFolder
from tests.cli.conftest import Mailguard

RULE = "rule:organisation/many"


def journalled(folder: DataFolder, times: int) -> None:
    folder.create()
    book, now = Book(folder.journal), datetime.now(UTC)
    for number in range(times):
        name = f"m{number}"
        seen = r.Inspected(name, "taro@own.example", (), (), (r.Found(RULE),), (f"{RULE}:tick",))
        answer = r.Answered(name, Channel.DESKTOP, Choice.SEND)
        book.write([Dated(seen, now), Dated(answer, now)])
    book.close()


def test_a_rule_that_only_costs_ticks_is_named(mailguard: Mailguard, folder: DataFolder) -> None:
    journalled(folder, ENOUGH)
    outcome = mailguard("policy", "fatigue")
    assert outcome.code == 0
    assert f"Rule organisation/many has asked {ENOUGH} times" in outcome.out
    (found,) = mailguard("policy", "fatigue", "--json").json
    assert found == {"what": RULE, "fired": ENOUGH, "asked": ENOUGH, "changed": 0, "tiring": True}


def test_a_few_times_are_no_reason(mailguard: Mailguard, folder: DataFolder) -> None:
    journalled(folder, 2)
    assert "Consider" not in mailguard("policy", "fatigue").out


def test_an_empty_journal_says_so(mailguard: Mailguard, folder: DataFolder) -> None:
    journalled(folder, 0)
    assert "Nothing has spoken up" in mailguard("policy", "fatigue").out
