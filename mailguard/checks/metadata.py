"""What a file says of where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.content import Properties
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Attachment, Mail
from mailguard.i18n import N_, _


@check(
    "metadata",
    title=N_("Traces in a file"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def metadata(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """In what leaves: warns of a file made by another known organisation; notices where a photo
    was taken.
    """
    if not mail.goes_outside:
        return
    present = {*mail.own, *(recipient.organisation for recipient in mail.recipients)}
    for index, attachment, content in mail.files:
        properties = content.properties
        company, owners = _maker(properties, knowledge)
        if owners and not present.intersection(owners):
            sentence = _("“{name}” was made at {company}.")
            text = sentence.format(name=attachment.name, company=company)
            yield Fact(Severity.WARNING, text, place=OfAttachment(index))
        if properties.place:
            yield _taken_at(attachment, properties, index)


def _maker(properties: Properties, knowledge: Knowledge) -> tuple[str, Sequence[str]]:
    """The company that a file says it is of, and whose name that is; authors may be companies."""
    for name in filter(None, (properties.company, properties.author, properties.last_author)):
        if owners := knowledge.organisations_called(name):
            return name, owners
    return "", ()


def _taken_at(attachment: Attachment, properties: Properties, index: int) -> Fact:
    sentence = _("“{name}” says where the photo was taken.")
    return Fact(
        Severity.NOTICE,
        sentence.format(name=attachment.name),
        (properties.place,),
        OfAttachment(index),
    )
