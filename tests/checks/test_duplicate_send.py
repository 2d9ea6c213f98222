"""The check duplicate-send."""

from __future__ import annotations

from datetime import timedelta

from mailguard.checks.duplicate_send import duplicate_send
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Sending
from tests.checks.knowing import Known
from tests.mails import TODAY, YESTERDAY, a_mail, an_attachment


def test_the_same_text_again_is_noticed() -> None:
    known = Known(sent_before=YESTERDAY)
    (finding,) = duplicate_send.findings(a_mail(), known, duplicate_send.settings)
    assert finding.severity is Severity.NOTICE
    assert "on 2026-11-23 at" in finding.sentence


def test_a_new_text_is_not() -> None:
    assert duplicate_send.findings(a_mail(), Known(), duplicate_send.settings) == ()


def test_the_same_words_a_week_later_are_not() -> None:
    known = Known(sent_before=TODAY - timedelta(days=7))
    assert duplicate_send.findings(a_mail(), known, duplicate_send.settings) == ()


def test_with_a_file_that_nobody_got_it_is_news() -> None:
    digest = b"\1" * 32
    mail = a_mail(attachments=[an_attachment("report.xlsx", sha256=digest)])
    got = {digest: [Sending("acme.example", YESTERDAY, "report.xlsx")]}
    check = duplicate_send
    new, old = Known(sent_before=YESTERDAY), Known(sent_before=YESTERDAY, sendings=got)
    assert check.findings(mail, new, check.settings) == ()
    assert len(check.findings(mail, old, check.settings)) == 1


def test_it_is_off_unless_it_is_wanted() -> None:
    assert not duplicate_send.enabled
