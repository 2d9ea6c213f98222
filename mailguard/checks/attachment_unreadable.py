"""A file that could not be looked into."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _


@check(
    "attachment-unreadable",
    title=N_("A file that could not be checked"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def attachment_unreadable(
    mail: Mail, _knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Notices files with a password, and those of which something could not be read."""
    for index, attachment, content in mail.files:
        if attachment.encrypted or content.is_encrypted:
            sentence = _("“{name}” has a password, so its content was not checked.")
            text = sentence.format(name=attachment.name)
        elif content.unread:
            sentence = _("“{name}” could not be checked to its end.")
            text = sentence.format(name=attachment.name)
        else:
            continue
        evidence = (content.unread,) if content.unread else ()
        yield Fact(Severity.NOTICE, text, evidence, OfAttachment(index))
