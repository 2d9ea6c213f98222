"""The check attachment-stale."""

from __future__ import annotations

from mailguard.checks.attachment_stale import attachment_stale
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Sending
from tests.checks.knowing import Known
from tests.mails import YESTERDAY, a_mail, an_attachment

DIGEST = b"\1" * 32


def severities(text: str, name: str = "quote.pdf", sent_to: str = "") -> list[Severity]:
    sendings = {DIGEST: [Sending(sent_to, YESTERDAY, name)]} if sent_to else {}
    mail = a_mail(text=text, attachments=[an_attachment(name, sha256=DIGEST)])
    check = attachment_stale
    findings = check.findings(mail, Known(sendings=sendings), check.settings)
    return [finding.severity for finding in findings]


def test_a_revision_that_they_have_already_is_warned_of() -> None:
    assert severities("修正版をお送りします。", sent_to="acme.example") == [Severity.WARNING]
    assert severities("Here is the updated quote.", sent_to="acme.example") == [Severity.WARNING]


def test_one_that_others_have_is_new_to_them() -> None:
    assert severities("修正版をお送りします。", sent_to="beta.example") == []


def test_an_old_date_in_the_name_is_noticed() -> None:
    assert severities("最新版です。", "価格表_20250401.pdf") == [Severity.NOTICE]
    assert severities("最新版です。", "価格表_２０２５年０４月０１日.pdf") == [Severity.NOTICE]


def test_a_recent_or_impossible_date_is_silent() -> None:
    assert severities("最新版です。", "価格表_20261101.pdf") == []
    assert severities("最新版です。", "価格表_20250231.pdf") == []
    assert severities("最新版です。", "価格表.pdf") == []


def test_where_nothing_new_is_announced_it_is_silent() -> None:
    assert severities("再度ご確認ください。", "価格表_20250401.pdf", "acme.example") == []


def test_beside_a_new_file_the_old_one_is_meant_to_go_again() -> None:
    new, old = (
        an_attachment("quote.pdf", sha256=b"\2" * 32),
        an_attachment("terms.pdf", sha256=DIGEST),
    )
    known = Known(sendings={DIGEST: [Sending("acme.example", YESTERDAY, "terms.pdf")]})
    mail = a_mail(text="修正版をお送りします。", attachments=[new, old])
    assert attachment_stale.findings(mail, known, attachment_stale.settings) == ()
