"""A private address among the addresses of companies."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import OUTSIDE, Recipient
from mailguard.i18n import N_, _


class Familiar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many mails on a private address is no surprise."""

    mails: int = 3


@check(
    "freemail-among-company",
    title=N_("A private address among companies"),
    severity=Severity.WARNING,
    settings=Familiar(),
    needs_history=True,
)
def freemail_among_company(mail: Mail, knowledge: Knowledge, familiar: Familiar) -> Iterator[Fact]:
    """Warns of a free-mail address beside business addresses it was hardly ever seen with."""
    outside = [recipient for recipient in mail.recipients if recipient.kind in OUTSIDE]
    companies = [recipient for recipient in outside if "@" not in recipient.organisation]
    if not companies:
        return
    thread = knowledge.thread(mail)
    if thread is None and mail.is_reply:
        return  # the answered mail, which was not seen, may have brought it along
    for recipient in outside:
        if "@" not in recipient.organisation or _is_familiar(recipient, familiar):
            continue
        if thread and recipient.address.key in thread.participants:
            continue
        if any(knowledge.together(recipient.address, other.address) for other in companies):
            continue
        sentence = _("{address} is a private address; the other outside recipients are at work.")
        yield Fact(
            Severity.WARNING,
            sentence.format(address=recipient.address),
            place=OfRecipient(recipient.address.key),
        )


def _is_familiar(recipient: Recipient, familiar: Familiar) -> bool:
    return recipient.known is not None and recipient.known.times >= familiar.mails
