"""The check bcc-external."""

from __future__ import annotations

from mailguard.checks.bcc_external import bcc_external
from mailguard.domain.finding import Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known
from tests.mails import a_mail

OUT = "x@acme.example"


def severities(mail: Mail) -> list[Severity]:
    return [f.severity for f in bcc_external.findings(mail, Known(), bcc_external.settings)]


def test_an_outsider_whom_no_colleague_sees_is_warned_of() -> None:
    assert severities(a_mail(to=["jiro@example.co.jp"], bcc=[OUT])) == [Severity.WARNING]


def test_beside_other_outsiders_it_is_a_notice() -> None:
    assert severities(a_mail(to=["a@beta.example"], bcc=[OUT])) == [Severity.NOTICE]


def test_own_people_in_bcc_are_silent() -> None:
    assert severities(a_mail(bcc=["jiro@example.co.jp"])) == []


def test_a_circular_is_silent() -> None:
    crowd = [f"x{i}@acme.example" for i in range(5)]
    assert severities(a_mail(to=["jiro@example.co.jp"], bcc=crowd)) == []
    assert severities(a_mail(to=[], bcc=[OUT])) == []
