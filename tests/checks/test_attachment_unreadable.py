"""The check attachment-unreadable."""

from __future__ import annotations

from mailguard.checks.attachment_unreadable import attachment_unreadable
from mailguard.domain.content import Content
from mailguard.domain.finding import Finding, OfAttachment, Severity
from mailguard.domain.mail import Attachment
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment


def found(attachment: Attachment, content: Content) -> tuple[Finding, ...]:
    mail = a_mail(attachments=[attachment], contents=[content])
    check = attachment_unreadable
    return check.findings(mail, NothingKnown(), check.settings)


def test_a_file_with_a_password_is_noticed() -> None:
    for one, content in (
        (an_attachment("a.zip", encrypted=True), Content()),
        (an_attachment("a.zip"), Content(is_encrypted=True)),
    ):
        (finding,) = found(one, content)
        assert finding.severity is Severity.NOTICE
        assert finding.sentence == "“a.zip” has a password, so its content was not checked."


def test_one_that_could_not_be_read_is_noticed_with_the_reason() -> None:
    (finding,) = found(an_attachment("a.doc"), Content(unread="It is too long."))
    assert finding.place == OfAttachment(0)
    assert finding.evidence == ("It is too long.",)


def test_one_that_was_read_is_silent() -> None:
    assert found(an_attachment(), Content("text")) == ()
