"""An old state of a file where a new one is announced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge, Sending
from mailguard.domain.mail import Attachment, Mail
from mailguard.i18n import N_, _
from mailguard.identifiers.width import narrowed

_NEW = re.compile(
    r"(?:修正|訂正|変更|更新|改訂|改定)(?:版|済|いたし|致し|し(?:まし|た|て)|を(?:加え|反映))|改訂|更新版|最新(?:版)?"
    r"|見直し(?:まし|た|て)|差し替え|再送|(?:作り|書き|計算し)直し(?:まし|た|て)"
    r"|\b(?:revised|updated|corrected|amended|reworked|latest|newest|current|new version)\b",
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
    unless another one is new to them, and notices a date in a file's name that is long past.
    """
    if not mail.attachments:
        return
    announced = _NEW.search(mail.text.body) or _NEW.search(mail.subject)
    if not announced:
        return
    files = [
        (index, attachment, _got(attachment, mail, knowledge))
        for index, attachment, _content in mail.files
    ]
    nothing_new = all(got for _index, _attachment, got in files)
    for index, attachment, got in files:
        place = OfAttachment(index)
        if got and nothing_new:
            sentence = _("Exactly this file already went there on {date}: “{name}”.")
            day = got[0].at.astimezone().strftime("%Y-%m-%d")
            text = sentence.format(date=day, name=attachment.name)
            yield Fact(Severity.WARNING, text, (announced[0],), place)
        elif not got and _is_old(attachment.name, mail):
            sentence = _("The name of “{name}” bears an old date.")
            yield Fact(Severity.NOTICE, sentence.format(name=attachment.name), place=place)


def _got(attachment: Attachment, mail: Mail, knowledge: Knowledge) -> list[Sending]:
    """When the recipients got exactly this file."""
    present = {recipient.organisation for recipient in mail.recipients}
    return [s for s in knowledge.sendings(attachment.sha256) if s.organisation in present]


def _is_old(name: str, mail: Mail) -> bool:
    match = _DATE.search(narrowed(name))
    if match is None or mail.date is None:
        return False
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) < mail.date.date() - _OLD
    except ValueError:
        return False
