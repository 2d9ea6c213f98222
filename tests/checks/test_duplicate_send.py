"""The check duplicate-send."""

from __future__ import annotations

from mailguard.checks.duplicate_send import duplicate_send
from mailguard.domain.finding import Severity
from tests.checks.knowing import Known
from tests.mails import YESTERDAY, a_mail


def test_the_same_text_again_is_noticed() -> None:
    known = Known(sent_before=YESTERDAY)
    (finding,) = duplicate_send.findings(a_mail(), known, duplicate_send.settings)
    assert finding.severity is Severity.NOTICE
    assert "on 2026-11-23 at" in finding.sentence


def test_a_new_text_is_not() -> None:
    assert duplicate_send.findings(a_mail(), Known(), duplicate_send.settings) == ()


def test_it_is_off_unless_it_is_wanted() -> None:
    assert not duplicate_send.enabled
