"""An old state of a file where a new one is announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _
from mailguard.identifiers.width import narrowed

_NEW = re.compile(
    r"修正(?:版|いたし|致し|し(?:まし|た))|改訂|更新(?:版|いたし|し(?:まし|た))|最新(?:版)?|差し替え|再送|訂正版"
    r"|\b(?:revised|updated|corrected|latest|newest|current|new version)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)")
_OLD = timedelta(days=180)


@check(
    "attachment-stale",
    title=N_("An old state of a file"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def attachment_stale(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Where the text announces a new state: warns of a file that these people have got already,
    and notices a date in a file's name that is long past.
    """
    if not mail.attachments:
        return
    announced = _NEW.search(mail.text.body) or _NEW.search(mail.subject)
    if not announced:
        return
    present = {recipient.organisation for recipient in mail.recipients}
    for index, attachment, _content in mail.files:
        place = OfAttachment(index)
        got = [s for s in knowledge.sendings(attachment.sha256) if s.organisation in present]
        if got:
            sentence = _("Exactly this file already went there on {date}: “{name}”.")
            day = got[0].at.astimezone().strftime("%Y-%m-%d")
            text = sentence.format(date=day, name=attachment.name)
            yield Fact(Severity.WARNING, text, (announced[0],), place)
        elif _is_old(attachment.name, mail):
            sentence = _("The name of “{name}” bears an old date.")
            yield Fact(Severity.NOTICE, sentence.format(name=attachment.name), place=place)


def _is_old(name: str, mail: Mail) -> bool:
    match = _DATE.search(narrowed(name))
    if match is None or mail.date is None:
        return False
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) < mail.date.date() - _OLD
    except ValueError:
        return False
