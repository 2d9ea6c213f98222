"""The check ambiguous-structure."""

from __future__ import annotations

from mailguard.checks.ambiguous_structure import ambiguous_structure
from mailguard.domain.finding import Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail


def test_what_can_be_read_in_two_ways_is_a_danger() -> None:
    mail = a_mail(ambiguities=["Two parts are marked alike."])
    check = ambiguous_structure
    (finding,) = check.findings(mail, NothingKnown(), check.settings)
    assert finding.severity is Severity.DANGER
    assert finding.evidence == ("Two parts are marked alike.",)


def test_a_plain_mail_is_not() -> None:
    check = ambiguous_structure
    assert check.findings(a_mail(), NothingKnown(), check.settings) == ()
