"""The check attachment-large."""

from __future__ import annotations

from mailguard.checks.attachment_large import Sizes, attachment_large
from mailguard.domain.finding import Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment

MB = 1_000_000


def severities(*sizes: int, to: str = "hanako@acme.example") -> list[Severity]:
    mail = a_mail(to=[to], attachments=[an_attachment(size=size) for size in sizes])
    return [f.severity for f in attachment_large.findings(mail, NothingKnown(), Sizes())]


def test_large_files_are_noticed_and_very_large_ones_warned_of() -> None:
    assert severities(10 * MB) == [Severity.NOTICE]
    assert severities(25 * MB) == [Severity.WARNING]


def test_they_are_added_up() -> None:
    assert severities(5 * MB, 5 * MB) == [Severity.NOTICE]
    assert severities(5 * MB, 5 * MB - 1) == []


def test_within_the_organisation_they_are_silent() -> None:
    assert severities(50 * MB, to="jiro@example.co.jp") == []
