"""The check sender-identity."""

from __future__ import annotations

from msgspec.structs import replace

from mailguard.checks.sender_identity import sender_identity
from mailguard.domain.knowledge import Thread
from mailguard.domain.mail import Correspondents, Mail
from tests.checks.knowing import Known
from tests.mails import SENDER, a_mail

PRIVATE = "taro@free.example"


def sentences(mail: Mail, usual: str) -> list[str]:
    known = Known(usual_sender={"acme.example": usual, "example.co.jp": usual})
    return [f.sentence for f in sender_identity.findings(mail, known, sender_identity.settings)]


def test_another_address_than_usual_is_warned_of_once() -> None:
    mail = a_mail(to=["a@acme.example", "b@acme.example"])
    assert sentences(mail, PRIVATE) == [
        f"You usually write to acme.example from {PRIVATE}, not from {SENDER}."
    ]


def test_the_usual_one_is_silent() -> None:
    assert sentences(a_mail(), SENDER) == []


def test_where_there_is_no_usual_one_it_is_silent() -> None:
    assert sentences(a_mail(to=["a@beta.example"]), PRIVATE) == []


def test_own_people_may_be_written_to_from_anywhere() -> None:
    assert sentences(a_mail(to=["jiro@example.co.jp"]), PRIVATE) == []


def test_without_an_author_there_is_nothing_to_compare() -> None:
    assert sentences(replace(a_mail(), correspondents=Correspondents()), PRIVATE) == []


def test_the_address_that_the_conversation_came_to_is_right() -> None:
    thread = Thread(frozenset({SENDER, "a@acme.example"}), frozenset(), frozenset())
    known = Known(usual_sender={"acme.example": PRIVATE}, thread=thread)
    mail = a_mail(to=["a@acme.example"])
    assert sender_identity.findings(mail, known, sender_identity.settings) == ()
