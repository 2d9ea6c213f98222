"""The check audience-grew."""

from __future__ import annotations

from mailguard.checks.audience_grew import audience_grew
from mailguard.domain.finding import Finding
from mailguard.domain.knowledge import Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import a_mail

OLD = ("a@acme.example", "b@acme.example")


def crowd(number: int) -> list[str]:
    return [f"n{i}@beta.example" for i in range(number)]


def found(mail: Mail, last: tuple[str, ...] = OLD) -> tuple[Finding, ...]:
    thread = Thread(frozenset(last), frozenset(last), frozenset({"acme.example"}))
    return audience_grew.findings(mail, Known(thread=thread), audience_grew.settings)


def test_many_new_outside_people_are_warned_of() -> None:
    (finding,) = found(a_mail(to=[*OLD, *crowd(6)]))
    assert finding.sentence == "6 outside people read this conversation for the first time."
    assert finding.evidence[0].endswith("n4@beta.example…")


def test_a_few_are_not() -> None:
    assert found(a_mail(to=[*OLD, *crowd(4)])) == ()


def test_many_beside_many_more_are_not() -> None:
    large = tuple(f"x{i}@acme.example" for i in range(20))
    assert found(a_mail(to=[*large, *crowd(5)]), large) == ()


def test_own_people_do_not_count() -> None:
    own = [f"n{i}@example.co.jp" for i in range(9)]
    assert found(a_mail(to=[*OLD, *own])) == ()


def test_without_a_conversation_nothing_grew() -> None:
    mail = a_mail(to=crowd(9))
    assert audience_grew.findings(mail, Known(), audience_grew.settings) == ()
    assert found(mail, ()) == ()
