"""The same mail to the same person once more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_RECENT = timedelta(days=3)


@check(
    "duplicate-send",
    title=N_("Sent once already"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
    enabled=False,  # the review says so anyway where the whole mail is the same
)
def duplicate_send(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices a subject and text that one of the recipients got these days, with the same files.

    What goes out in the same words every week or month is no slip.
    """
    at = knowledge.sent_before(mail)
    if at and not _is_late(mail, at) and not _brings_news(mail, knowledge):
        local = at.astimezone()
        sentence = _("The same text already went to one of these people on {date} at {time}.")
        yield Fact(
            Severity.NOTICE,
            sentence.format(date=local.strftime("%Y-%m-%d"), time=local.strftime("%H:%M")),
        )


def _is_late(mail: Mail, at: datetime) -> bool:
    return mail.date is not None and mail.date - at > _RECENT


def _brings_news(mail: Mail, knowledge: Knowledge) -> bool:
    """Whether a file goes along that nobody got yet."""
    return any(not knowledge.sendings(attachment.sha256) for _n, attachment, _content in mail.files)
