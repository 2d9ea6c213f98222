"""A mail without a text."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail, MailKind
from mailguard.i18n import N_, _


@check("empty-body", title=N_("No text"), severity=Severity.NOTICE, settings=NoSettings())
def empty_body(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices a mail in which nothing was written; a forwarded one has the quoted text."""
    if mail.kind is MailKind.ORDINARY and not (mail.text.body.strip() or mail.text.quoted.strip()):
        if any(attachment.inline for attachment in mail.attachments):
            return  # it is a picture
        yield Fact(Severity.NOTICE, _("This mail has no text."))
