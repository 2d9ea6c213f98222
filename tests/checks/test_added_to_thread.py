"""The check added-to-thread."""

from __future__ import annotations

from mailguard.checks.added_to_thread import added_to_thread
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import OWN_DOMAIN, a_mail

NEW = "new@beta.example"


def a_thread(*participants: str) -> Thread:
    organisations = frozenset(one.rpartition("@")[2] for one in participants)
    return Thread(frozenset(participants), frozenset(participants), organisations)


def found(mail: Mail, thread: Thread | None) -> list[tuple[Severity, str]]:
    findings = added_to_thread.findings(mail, Known(thread=thread), added_to_thread.settings)
    return [(f.severity, f.place.address) for f in findings if isinstance(f.place, OfRecipient)]


def test_an_outsider_in_an_internal_conversation_is_warned_of() -> None:
    mail = a_mail(to=["jiro@example.co.jp", NEW])
    assert found(mail, a_thread("jiro@example.co.jp")) == [(Severity.WARNING, NEW)]


def test_another_organisation_in_an_outside_conversation_is_noticed() -> None:
    mail = a_mail(to=["a@acme.example", NEW])
    assert found(mail, a_thread("a@acme.example", f"x@{OWN_DOMAIN}")) == [(Severity.NOTICE, NEW)]


def test_whoever_took_part_is_silent_and_so_is_a_colleague() -> None:
    thread = a_thread("a@acme.example")
    assert found(a_mail(to=["a@acme.example", "b@acme.example"]), thread) == []


def test_own_people_are_silent() -> None:
    assert found(a_mail(to=["jiro@example.co.jp"]), a_thread("a@acme.example")) == []


def test_an_unknown_conversation_says_nothing() -> None:
    assert found(a_mail(to=[NEW]), None) == []
    assert found(a_mail(to=[NEW]), Thread(frozenset(), frozenset(), frozenset())) == [
        (Severity.NOTICE, NEW)
    ]
