"""The check identity-document."""

from __future__ import annotations

from mailguard.checks.identity_document import identity_document
from mailguard.domain.finding import Finding, OfText, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail

TEXT = "パスポート番号 TK1234567"


def found(mail: Mail) -> tuple[Finding, ...]:
    return identity_document.findings(mail, NothingKnown(), identity_document.settings)


def test_a_number_that_leaves_is_warned_of() -> None:
    (finding,) = found(a_mail(text=TEXT))
    assert (finding.severity, finding.place) == (Severity.WARNING, OfText(8, 17))
    assert finding.sentence == "There is the number of a document in it (passport)."


def test_within_the_organisation_it_is_noticed() -> None:
    (finding,) = found(a_mail(text=TEXT, to=["jiro@example.co.jp"]))
    assert finding.severity is Severity.NOTICE


def test_without_a_number_nothing_is_said() -> None:
    assert found(a_mail(text="パスポートをお持ちください。")) == ()
