"""The check my-number."""

from __future__ import annotations

from mailguard.checks.my_number import my_number
from mailguard.domain.content import Content
from mailguard.domain.finding import Finding, OfAttachment, OfText, Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment

TEXT = "マイナンバー：6214-9832-0257"


def found(mail: Mail) -> tuple[Finding, ...]:
    return my_number.findings(mail, NothingKnown(), my_number.settings)


def test_one_in_the_text_is_a_danger_and_is_not_quoted() -> None:
    (finding,) = found(a_mail(text=TEXT))
    assert finding.severity is Severity.DANGER
    assert finding.place == OfText(7, 21)
    assert finding.evidence == ("•••• •••• 0257",)


def test_within_the_organisation_it_is_a_warning() -> None:
    (finding,) = found(a_mail(text=TEXT, to=["jinji@example.co.jp"]))
    assert finding.severity is Severity.WARNING


def test_those_in_a_file_are_found_and_counted_once_each() -> None:
    text = f"{TEXT}\n{TEXT}\nマイナンバー 621498320257"
    mail = a_mail(attachments=[an_attachment()], contents=[Content(text)])
    (finding,) = found(mail)
    assert finding.place == OfAttachment(0)
    assert finding.sentence == "There is a My Number in it."


def test_the_signature_and_quoted_text_are_not_looked_at() -> None:
    assert found(a_mail(text="Hello\n", signature=TEXT)) == ()
    assert found(a_mail(quoted=TEXT)) == ()
