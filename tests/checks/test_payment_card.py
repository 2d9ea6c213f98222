"""The check payment-card."""

from __future__ import annotations

from mailguard.checks.payment_card import payment_card
from mailguard.domain.finding import Finding, OfSubject, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail

CARD = "4111 1111 1111 1111"


def found(mail: Mail) -> tuple[Finding, ...]:
    return payment_card.findings(mail, NothingKnown(), payment_card.settings)


def test_a_card_is_a_danger_and_is_not_quoted() -> None:
    (finding,) = found(a_mail(subject=CARD))
    assert (finding.severity, finding.place) == (Severity.DANGER, OfSubject())
    assert finding.evidence == ("•••• •••• 1111",)


def test_within_the_organisation_it_is_a_warning() -> None:
    (finding,) = found(a_mail(text=CARD, to=["jiro@example.co.jp"]))
    assert finding.severity is Severity.WARNING


def test_two_are_counted() -> None:
    (finding,) = found(a_mail(text=f"{CARD} / JCB 3530-1113-3330-0000"))
    assert finding.sentence == "There are 2 card numbers in it."


def test_other_numbers_are_silent() -> None:
    assert found(a_mail(text="お問い合わせ番号 1234-5678-9012")) == ()
