"""A file whose name says that it is no final state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _
from mailguard.identifiers.width import narrowed

_END = r"(?=[\s_().\-\[\]【】]|\Z)"
_DRAFT = re.compile(
    r"(?<![a-z])(?:draft|wip|tmp|temp|old|backup|bak|copy of)(?![a-z])|下書き|ドラフト|作成中"
    rf"|作業中{_END}|要修正|修正前|未完(?:成|{_END})|社内検討|検討中|たたき台|叩き台"
    rf"|コピー(?!機|用紙|代|複合)|旧版|没{_END}|v0\.\d"
    r"|(?<![提立起発図文議])案(?=[\s_().\-0-9]|\Z)|[ _(]\d{1,2}\)\Z",
    re.IGNORECASE,
)
# Nobody outside should get to see these.
_UNFINISHED = re.compile(r"下書き|作成中|作業中|要修正|修正前|未完|社内検討|(?<![水埋沈])没")
_SAID = re.compile(
    r"ドラフト|下書き|素案|たたき台|叩き台|案を|案の|案で|(?<![a-z])draft", re.IGNORECASE
)


@check(
    "draft-attachment",
    title=N_("A draft as attachment"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def draft_attachment(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices such names in what leaves, unless the mail itself speaks of a draft; warns where
    the name says that work is not finished.
    """
    if not (mail.attachments and mail.goes_outside):
        return
    if _SAID.search(mail.text.body) or _SAID.search(mail.subject):
        return
    for index, attachment, _content in mail.files:
        stem = narrowed(attachment.name).rpartition(".")[0] or narrowed(attachment.name)
        if found := _DRAFT.search(stem):
            sentence = _("“{name}” does not look like a final version.")
            yield Fact(
                Severity.WARNING if _UNFINISHED.search(found[0]) else Severity.NOTICE,
                sentence.format(name=attachment.name),
                (found[0].strip(" _()"),),
                OfAttachment(index),
            )
