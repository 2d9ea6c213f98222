"""A file that went to another organisation before."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _


class Common(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many organisations on a file is one for everybody."""

    organisations: int = 2


@check(
    "attachment-sent-elsewhere",
    title=N_("The file went to somebody else before"),
    severity=Severity.NOTICE,
    settings=Common(),
    needs_history=True,
)
def attachment_sent_elsewhere(mail: Mail, knowledge: Knowledge, common: Common) -> Iterator[Fact]:
    """Notices a file that so far only one other organisation has got. Brochures go to many."""
    present = {recipient.organisation for recipient in mail.recipients}
    if not mail.goes_outside:
        return
    for index, attachment, _content in mail.files:
        sendings = [
            one for one in knowledge.sendings(attachment.sha256) if one.organisation not in mail.own
        ]
        elsewhere = {one.organisation for one in sendings}
        if not sendings or elsewhere & present or len(elsewhere) >= common.organisations:
            continue
        sentence = _("“{name}” went to {organisation} on {date}.")
        yield Fact(
            Severity.NOTICE,
            sentence.format(
                name=attachment.name,
                organisation=sendings[0].organisation,
                date=sendings[0].at.astimezone().strftime("%Y-%m-%d"),
            ),
            place=OfAttachment(index),
        )
