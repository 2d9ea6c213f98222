"""The check bounced-before."""

from __future__ import annotations

from mailguard.checks.bounced_before import bounced_before
from mailguard.domain.finding import OfRecipient
from tests.checks.knowing import Known
from tests.mails import YESTERDAY, a_mail


def test_an_address_from_which_mail_came_back_is_warned_of() -> None:
    known = Known(bounced_at={"hanako@acme.example": YESTERDAY})
    mail = a_mail(to=["hanako@acme.example", "taro@acme.example"])
    (finding,) = bounced_before.findings(mail, known, bounced_before.settings)
    assert finding.place == OfRecipient("hanako@acme.example")
    assert "came back on 2026-11-23" in finding.sentence


def test_others_are_not() -> None:
    assert bounced_before.findings(a_mail(), Known(), bounced_before.settings) == ()
