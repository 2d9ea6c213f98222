"""A mail without a subject is noticed, and asks for nothing."""

from __future__ import annotations

import pytest

from mailguard.checks.empty_subject import empty_subject
from mailguard.domain.finding import OfSubject, Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail


@pytest.mark.parametrize("subject", ["", "  ", "Re:", "RE: Fwd: ", "Re[2]:", "返信：", "\u3000"])
def test_a_subject_that_says_nothing_is_noticed(subject: str) -> None:
    found = empty_subject.findings(a_mail(subject=subject), NothingKnown(), empty_subject.settings)
    (finding,) = found
    assert (finding.severity, finding.place) == (Severity.NOTICE, OfSubject())


@pytest.mark.parametrize("subject", ["Hello", "Re: Hello", "Report:", "件名"])
def test_a_subject_that_says_something_is_not(subject: str) -> None:
    assert not empty_subject.findings(
        a_mail(subject=subject), NothingKnown(), empty_subject.settings
    )
