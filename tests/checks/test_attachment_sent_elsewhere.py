"""The check attachment-sent-elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.checks.attachment_sent_elsewhere import attachment_sent_elsewhere
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Sending
from tests.checks.knowing import Known
from tests.mails import YESTERDAY, a_mail, an_attachment

DIGEST = b"\1" * 32


def found(*organisations: str, to: Sequence[str] = ("hanako@acme.example",)) -> list[str]:
    sendings = {DIGEST: [Sending(o, YESTERDAY, "quote.pdf") for o in organisations]}
    mail = a_mail(to=to, attachments=[an_attachment("quote.pdf", sha256=DIGEST)])
    check = attachment_sent_elsewhere
    findings = check.findings(mail, Known(sendings=sendings), check.settings)
    assert all(finding.severity is Severity.NOTICE for finding in findings)
    return [finding.sentence for finding in findings]


def test_a_file_that_one_other_organisation_got_is_noticed() -> None:
    assert found("beta.example") == ["“quote.pdf” went to beta.example on 2026-11-23."]


def test_one_that_these_people_have_or_that_everybody_gets_is_silent() -> None:
    assert found("acme.example") == []
    assert found("beta.example", "acme.example") == []
    assert found("beta.example", "gamma.example") == []


def test_a_new_one_and_one_from_inside_are_silent() -> None:
    assert found() == []
    assert found("example.co.jp") == []
    assert found("beta.example", to=["jiro@example.co.jp"]) == []
