"""The same mail to the same person once more."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _


@check(
    "duplicate-send",
    title=N_("Sent once already"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
    enabled=False,  # the review says so anyway where the whole mail is the same
)
def duplicate_send(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices a subject and text that one of the recipients has got before."""
    if at := knowledge.sent_before(mail):
        local = at.astimezone()
        sentence = _("The same text already went to one of these people on {date} at {time}.")
        yield Fact(
            Severity.NOTICE,
            sentence.format(date=local.strftime("%Y-%m-%d"), time=local.strftime("%H:%M")),
        )
