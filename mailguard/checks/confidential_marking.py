"""A mark that says that something must not leave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.content import Content
from mailguard.domain.finding import OfAttachment, OfSubject, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Attachment, Mail
from mailguard.i18n import N_, _

_INTERNAL = re.compile(
    r"社外秘|部外秘|極秘|関係者外秘|社内限り?|社内限定|社内用|持出(?:し)?(?:厳)?禁"
    r"|(?<!\w)(?:for )?internal use only(?!\w)|(?<!\w)(?:company|strictly) confidential(?!\w)"
    r"|(?<!\w)do not (?:distribute|forward) (?:outside|externally)(?!\w)|(?<!\w)top secret(?!\w)",
    re.IGNORECASE,
)
# A mark stands alone in its line; in a sentence it is spoken of (社外秘の取り扱い, contracts).
_MARK_LINE = re.compile(
    r"^[\s【［\[(（<＜■●※*#-]{0,6}+(?:社外秘|部外秘|極秘|関係者外秘|取扱注意|マル秘|㊙|秘|社内限り?|社内限定|社内用"
    r"|持出(?:し)?(?:厳)?禁|(?:for )?internal use only|(?:company|strictly|highly)? ?confidential"
    r"|top secret|proprietary)[\s】］\])）>＞*※#.:-]{0,6}$",
    re.IGNORECASE | re.MULTILINE,
)
_SOFT = re.compile(r"confidential|proprietary|取扱注意", re.IGNORECASE)
_READ = 300_000  # characters


@check(
    "confidential-marking",
    title=N_("Marked as internal"),
    severity=Severity.DANGER,
    settings=NoSettings(),
)
def confidential_marking(
    mail: Mail, _knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Danger where a file that leaves bears a mark of one's own house (社外秘), a warning for one
    that partners share under contract (Confidential), and for a mark in the subject or text.
    """
    if not mail.goes_outside:
        return
    for index, attachment, content in mail.files:
        if mark := _mark(attachment, content):
            sentence = _("“{name}” is marked “{mark}”.")
            yield Fact(
                Severity.WARNING if _is_shared(mark) else Severity.DANGER,
                sentence.format(name=attachment.name, mark=mark),
                place=OfAttachment(index),
            )
    if found := _INTERNAL.search(mail.subject):
        sentence = _("The subject says “{mark}”, but the mail goes outside.")
        yield Fact(Severity.WARNING, sentence.format(mark=found[0]), place=OfSubject())
    if (line := _MARK_LINE.search(mail.text.body)) and (found := _INTERNAL.search(line[0])):
        sentence = _("The text says “{mark}”, but the mail goes outside.")
        place = OfText(line.start() + found.start(), line.start() + found.end())
        yield Fact(Severity.WARNING, sentence.format(mark=found[0]), place=place)


def _mark(attachment: Attachment, content: Content) -> str:
    for title in (attachment.name, content.properties.title, *content.headings[:5]):
        if found := _INTERNAL.search(title):
            return found[0]
    found = _MARK_LINE.search(content.text[:_READ])
    return found[0].strip(" \t【】［］[]()（）<>＜＞*※#.:-■●") if found else ""


def _is_shared(mark: str) -> bool:
    return bool(_SOFT.search(mark)) and not _INTERNAL.search(mark)
