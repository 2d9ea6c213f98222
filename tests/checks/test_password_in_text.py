"""The check password-in-text."""

from __future__ import annotations

from mailguard.checks.password_in_text import password_in_text
from mailguard.domain.finding import Severity
from mailguard.domain.mail import Mail
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail

TEXT = "パスワード：x7Kp2m9Q"


def severities(mail: Mail) -> list[Severity]:
    found = password_in_text.findings(mail, NothingKnown(), password_in_text.settings)
    return [finding.severity for finding in found]


def test_a_password_that_leaves_is_noticed() -> None:
    assert severities(a_mail(text=TEXT)) == [Severity.NOTICE]


def test_with_the_user_name_it_is_warned_of() -> None:
    assert severities(a_mail(text=f"ログインID：taro\n{TEXT}")) == [Severity.WARNING]


def test_within_the_organisation_and_without_a_password_it_is_silent() -> None:
    assert severities(a_mail(text=TEXT, to=["jiro@example.co.jp"])) == []
    assert severities(a_mail(text="パスワードは別途お送りします。")) == []
