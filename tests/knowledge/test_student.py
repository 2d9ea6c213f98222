"""The engine learns from what was sent; what is to be read again for it is when nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from mailguard.domain.account import Account
from mailguard.domain.entry import Entry
from mailguard.domain.lesson import Lesson
from mailguard.knowledge import student as module
from mailguard.knowledge.memory import KnowledgeMemory
from mailguard.knowledge.student import Pace, Student
from tests.fakes.rim import FakeAccounts
from tests.inspection.entries import ACCOUNT, an_entry
from tests.knowledge.learning import HANAKO, MONDAY, known, path_in, sent
from tests.mails import an_address, an_eml

AT_ONCE = Pace(0.0, 0.0, 0.0)


class FakeLibrary:
    """Implements Library."""

    def __init__(self, read_again: Lesson | None, at_hand: Lesson | None = None) -> None:
        self.read_again = read_again
        self.at_hand = at_hand
        self.is_idle = True
        self.read: list[str] = []

    def lesson(self, entry: Entry) -> Lesson | None:
        del entry
        return self.at_hand

    async def study(self, entry: Entry, account: Account) -> Lesson | None:
        assert account == ACCOUNT
        self.read.append(entry.id)
        return self.read_again


def a_student(folder: Path, library: FakeLibrary) -> Student:
    return Student(KnowledgeMemory(path_in(folder)), library, FakeAccounts(ACCOUNT), AT_ONCE)


async def until(is_true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not is_true():
            await asyncio.sleep(0)


async def test_what_a_mail_taught_when_it_was_looked_through_is_learned_at_once(
    tmp_path: Path,
) -> None:
    library = FakeLibrary(None, at_hand=sent())
    student = a_student(tmp_path, library)
    student.sent(an_entry(tmp_path, an_eml()), MONDAY)
    assert not student._waiting
    await student.close()
    assert library.read == []
    with known(tmp_path) as reader:
        assert reader.known_domain("acme.example") is not None, "addresses alone do not tell"


async def test_a_mail_of_which_that_is_not_known_any_more_is_read_again(tmp_path: Path) -> None:
    library = FakeLibrary(sent())
    student = a_student(tmp_path, library)
    student.sent(an_entry(tmp_path, an_eml()), MONDAY)
    await until(lambda: not student._waiting)
    await student.close()
    with known(tmp_path) as reader:
        assert reader.known_domain("acme.example") is not None, "addresses alone do not tell"


async def test_nothing_is_read_while_somebody_waits_for_an_inspection(tmp_path: Path) -> None:
    library = FakeLibrary(sent())
    library.is_idle = False
    student = a_student(tmp_path, library)
    student.sent(an_entry(tmp_path, an_eml()), MONDAY)
    for _ in range(20):
        await asyncio.sleep(0)
    assert library.read == []
    library.is_idle = True
    await until(lambda: library.read)
    await student.close()


@pytest.mark.parametrize("reason", ["unreadable", "too many", "the end"])
async def test_what_is_not_read_still_teaches_who_got_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    library = FakeLibrary(None)
    student = a_student(tmp_path, library)
    if reason == "too many":
        monkeypatch.setattr(module, "MOST", 0)
    student.sent(an_entry(tmp_path, an_eml()), MONDAY)
    if reason == "unreadable":
        await until(lambda: not student._waiting)
    await student.close()
    with known(tmp_path) as reader:
        acquaintance = reader.acquaintance(an_address(HANAKO))
    assert acquaintance is not None
    assert acquaintance.times == 1


async def test_a_mailbox_that_a_server_does_not_know_came_back(tmp_path: Path) -> None:
    student = a_student(tmp_path, FakeLibrary(None))
    student.bounced([an_address(HANAKO)], MONDAY)
    await student.close()
    with known(tmp_path) as reader:
        assert reader.bounced_at(an_address(HANAKO)) == MONDAY
        assert reader.acquaintance(an_address(HANAKO)) is None
