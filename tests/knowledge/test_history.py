"""The recipient model's questions are answered from the knowledge file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from mailguard.knowledge.history import FileHistory
from mailguard.knowledge.risk_history import MOST, Appearance, Conversation, Person
from tests.knowledge.learning import (
    HANAKO,
    MONDAY,
    TUESDAY,
    a_past_mail,
    known,
    learn,
    received,
    sent,
)

ME = "taro@example.co.jp"
KEN = "ken@beta.example"
FIRST = sent(a_past_mail(to=[f"Hanako <{HANAKO}>"], cc=[KEN], message_id="1"))
SECOND = received(
    a_past_mail(
        author=HANAKO, to=[ME], cc=["x@x.example"], message_id="2", references=["1"], at=TUESDAY
    )
)


@contextmanager
def history(folder: Path) -> Iterator[FileHistory]:
    with known(folder) as reader:
        yield FileHistory(reader.rows)


def test_mails_that_were_sent_are_counted(tmp_path: Path) -> None:
    learn(tmp_path, FIRST, SECOND)
    with history(tmp_path) as past:
        assert past.sent() == 1


def test_people_are_described_and_the_user_is_nobody(tmp_path: Path) -> None:
    learn(tmp_path, FIRST, SECOND)
    monday, tuesday = int(MONDAY.timestamp()), int(TUESDAY.timestamp())
    with history(tmp_path) as past:
        assert past.people([HANAKO, "x@x.example", ME, "nobody@y.example"]) == {
            HANAKO: Person(1, 1, monday, tuesday, ("Hanako",)),
            "x@x.example": Person(0, 0, 0, 0),
        }


def test_mails_in_which_somebody_stood_come_the_latest_first(tmp_path: Path) -> None:
    learn(tmp_path, FIRST, SECOND)
    with history(tmp_path) as past:
        assert past.appearances(HANAKO) == [
            Appearance(int(TUESDAY.timestamp()), False, frozenset({HANAKO, "x@x.example"})),
            Appearance(int(MONDAY.timestamp()), True, frozenset({HANAKO, KEN})),
        ]
        assert past.appearances("nobody@y.example") == []


def test_only_the_latest_of_many_are_looked_at(tmp_path: Path) -> None:
    mails = [
        sent(a_past_mail(message_id=str(n), at=MONDAY + timedelta(seconds=n)))
        for n in range(MOST + 5)
    ]
    learn(tmp_path, *mails)
    with history(tmp_path) as past:
        found = past.appearances(HANAKO)
    assert len(found) == MOST
    assert found[0].at == int(MONDAY.timestamp()) + MOST + 4


def test_who_got_a_blind_copy_stood_in_the_mail_too(tmp_path: Path) -> None:
    learn(tmp_path, sent(a_past_mail(bcc=[KEN], message_id="1")))
    with history(tmp_path) as past:
        (found,) = past.appearances(KEN)
    assert found.people == {HANAKO, KEN}


def test_a_conversation_is_known_by_the_mails_it_names(tmp_path: Path) -> None:
    learn(tmp_path, FIRST, SECOND)
    with history(tmp_path) as past:
        reply = a_past_mail(references=["1", "2"], subject="Other")
        assert past.conversation(reply) == Conversation(
            frozenset({HANAKO, "x@x.example"}),
            HANAKO,
            (frozenset({HANAKO, "x@x.example"}), frozenset({HANAKO, KEN})),
        )
        unseen = past.conversation(a_past_mail(references=["1", "3"], subject="Other"))
        assert unseen.parent is None
        assert frozenset({HANAKO, KEN}) in unseen.thread


def test_a_conversation_is_known_by_its_subject(tmp_path: Path) -> None:
    learn(tmp_path, FIRST)
    with history(tmp_path) as past:
        found = past.conversation(a_past_mail(subject="RE: Greetings"))
        assert found == Conversation(subject=(frozenset({HANAKO, KEN}),))
        assert past.conversation(a_past_mail(subject="Other")) == Conversation()


def test_nothing_is_known_without_a_file(tmp_path: Path) -> None:
    with history(tmp_path) as past:
        assert past.sent() == 0
        assert past.people([HANAKO]) == {}
        assert past.appearances(HANAKO) == []
        assert past.conversation(a_past_mail(references=["1"])) == Conversation()
