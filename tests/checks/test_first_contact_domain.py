"""The check first-contact-domain."""

from __future__ import annotations

from mailguard.checks.first_contact_domain import first_contact_domain
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge, Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import a_mail


def named(mail: Mail, knowledge: Knowledge | None = None) -> list[str]:
    found = first_contact_domain.findings(mail, knowledge or Known(), first_contact_domain.settings)
    assert all(finding.severity is Severity.NOTICE for finding in found)
    return [f.place.address for f in found if isinstance(f.place, OfRecipient)]


def test_a_new_organisation_is_noticed_once() -> None:
    assert named(a_mail(to=["a@acme.example", "b@acme.example"])) == ["a@acme.example"]


def test_a_known_one_is_not() -> None:
    assert named(a_mail(), Known(known_domains=["acme.example"])) == []


def test_ones_own_is_not() -> None:
    assert named(a_mail(to=["jiro@example.co.jp"])) == []


def test_while_learning_none_is_new() -> None:
    assert named(a_mail(), Known(is_learning=True)) == []


def test_one_that_the_conversation_brought_is_not() -> None:
    thread = Thread(frozenset(), frozenset(), frozenset({"acme.example"}))
    assert named(a_mail(to=["a@acme.example"]), Known(thread=thread)) == []
