"""A file that names another customer than the one it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import About, OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge, Mention
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_BODY = 20_000  # characters of the text
_START = 1500  # characters of a file in which it says for whom it is
_FORM = r"(?:株式会社|有限会社|合同会社|[(（][株有合][)）]|㈱|,?\s?(?:Inc|Ltd|LLC|Co)\.?){0,2}"
_ADDRESSEE = re.compile(rf"{_FORM}\s{{0,4}}(?:御中|行|宛|[^\n]{{0,20}}様)")
_BEFORE = re.compile(
    r"(?:宛先|お客様名?|貴社名|bill to|ship to|prepared for|attn|customer|client)\s*[:：]?\s*\Z",
    re.IGNORECASE,
)


@check(
    "attachment-other-company",
    title=N_("A file of another company"),
    severity=Severity.DANGER,
    settings=NoSettings(),
)
def attachment_other_company(
    mail: Mail, knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Danger where a file is addressed to a known organisation that gets nothing of this mail, a
    warning where only its name or title names one (a notice if the text speaks of it); nothing
    where a recipient's is named too.
    """
    if not mail.goes_outside:
        return
    present = {*mail.own, *(recipient.organisation for recipient in mail.recipients)}
    for index, attachment, content in mail.files:
        titles = "\n".join((attachment.name, content.properties.title, *content.headings[:3]))
        start = content.text[:_START]
        in_titles, in_text = knowledge.mentions(titles), knowledge.mentions(start)
        if any(present.intersection(m.organisations) for m in (*in_titles, *in_text)):
            continue
        if addressed := _addressed(start, in_text):
            severity, mention = Severity.DANGER, addressed
        elif in_titles:
            mention = in_titles[0]
            severity = Severity.NOTICE if _is_meant(mention, mail, knowledge) else Severity.WARNING
        else:
            continue
        sentence = _("“{name}” seems to be for {company}.")
        yield Fact(
            severity,
            sentence.format(name=attachment.name, company=mention.name),
            (", ".join(mention.organisations[:3]),),
            OfAttachment(index),
            About.ADDRESSEE,
        )


def _is_meant(mention: Mention, mail: Mail, knowledge: Knowledge) -> bool:
    """Whether the mail speaks of that company, too: its drawing goes to a supplier."""
    said = (*knowledge.mentions(mail.subject), *knowledge.mentions(mail.text.body[:_BODY]))
    return any(set(one.organisations) & set(mention.organisations) for one in said)


def _addressed(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The organisation that the file is addressed to: 〇〇株式会社 御中, Bill to: Acme Inc."""
    for mention in mentions:
        behind = text[mention.end : mention.end + 30]
        before = text[max(mention.start - 20, 0) : mention.start]
        if _ADDRESSEE.match(behind) or _BEFORE.search(before):
            return mention
    return None
