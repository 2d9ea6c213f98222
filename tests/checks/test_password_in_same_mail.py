"""The check password-in-same-mail."""

from __future__ import annotations

from mailguard.checks.password_in_same_mail import password_in_same_mail
from mailguard.domain.content import Content
from mailguard.domain.mail import Attachment
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment

TEXT = "解凍パスワード：x7Kp2m9Q"


def is_warned_of(text: str, attachment: Attachment, content: Content) -> bool:
    mail = a_mail(text=text, attachments=[attachment], contents=[content])
    check = password_in_same_mail
    return bool(check.findings(mail, NothingKnown(), check.settings))


def test_a_protected_file_with_its_password_is_warned_of() -> None:
    assert is_warned_of(TEXT, an_attachment("a.zip", encrypted=True), Content())
    assert is_warned_of(TEXT, an_attachment("a.zip"), Content(is_encrypted=True))


def test_one_without_the_other_is_silent() -> None:
    assert not is_warned_of(TEXT, an_attachment("a.zip"), Content())
    assert not is_warned_of(
        "パスワードは別途お送りします。", an_attachment(encrypted=True), Content()
    )
