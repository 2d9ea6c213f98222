"""The check empty-body."""

from __future__ import annotations

from mailguard.checks.empty_body import empty_body
from mailguard.domain.mail import Mail, MailKind
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def is_noticed(mail: Mail) -> bool:
    return bool(empty_body.findings(mail, NothingKnown(), empty_body.settings))


def test_a_mail_without_text_is_noticed_also_with_a_file_or_signature() -> None:
    assert is_noticed(a_mail(text=" \n"))
    assert is_noticed(a_mail(text="", attachments=[an_attachment()]))
    assert is_noticed(a_mail(text="", signature="-- \nTaro"))


def test_a_forwarded_mail_a_picture_and_an_invitation_are_not() -> None:
    assert not is_noticed(a_mail(text="", quoted="From: …"))
    assert not is_noticed(a_mail(text="", attachments=[an_attachment(inline=True)]))
    assert not is_noticed(a_mail(text="", kind=MailKind.CALENDAR))
    assert not is_noticed(a_mail())
