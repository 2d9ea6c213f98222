"""The check first-contact."""

from __future__ import annotations

from msgspec.structs import replace

from mailguard.checks.first_contact import first_contact
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge, Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import a_mail, a_recipient, an_acquaintance

ACME = Known(known_domains=["acme.example"])


def named(mail: Mail, knowledge: Knowledge = ACME) -> list[str]:
    found = first_contact.findings(mail, knowledge, first_contact.settings)
    assert all(finding.severity is Severity.NOTICE for finding in found)
    return [f.place.address for f in found if isinstance(f.place, OfRecipient)]


def test_somebody_new_at_a_known_organisation_is_noticed() -> None:
    assert named(a_mail(to=["hanako@acme.example"])) == ["hanako@acme.example"]


def test_somebody_known_is_not() -> None:
    known = {"hanako@acme.example": an_acquaintance()}
    assert named(a_mail(to=["hanako@acme.example"], known=known)) == []


def test_whom_the_conversation_brought_is_not() -> None:
    thread = Thread(frozenset({"hanako@acme.example"}), frozenset(), frozenset({"acme.example"}))
    known = Known(known_domains=["acme.example"], thread=thread)
    assert named(a_mail(to=["hanako@acme.example"]), known) == []
    assert named(a_mail(to=["ken@acme.example"]), known) == ["ken@acme.example"]


def test_own_people_are_not() -> None:
    assert named(a_mail(to=["jiro@example.co.jp"])) == []


def test_a_new_organisation_is_left_to_its_own_check() -> None:
    assert named(a_mail(to=["hanako@new.example"])) == []


def test_a_new_private_address_is_noticed() -> None:
    mail = a_mail(to=["h@free.example"])
    private = a_recipient("h@free.example", organisation="h@free.example")
    assert named(replace(mail, recipients=(private,))) == ["h@free.example"]


def test_while_learning_nobody_is_new() -> None:
    assert named(a_mail(), Known(is_learning=True, known_domains=["acme.example"])) == []
