"""A list at one's own domain that also goes to people outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.check import Fact, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient, RecipientClass
from mailguard.i18n import N_, _


class Familiar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After how many mails to a list its outside members are no news."""

    mails: int = 5


@check(
    "list-expands-outside",
    title=N_("A list with outside members"),
    severity=Severity.WARNING,
    settings=Familiar(),
)
def list_expands_outside(mail: Mail, knowledge: Knowledge, familiar: Familiar) -> Iterator[Fact]:
    """Warns of own lists with members elsewhere, at organisations that do not get the mail anyway;
    a notice once the list is well known.
    """
    inside = (*mail.own, *mail.group, *(recipient.organisation for recipient in mail.recipients))
    for recipient in mail.recipients:
        if recipient.kind is not RecipientClass.OWN:
            continue
        outside = _outside(knowledge.members(recipient.address), inside)
        if outside:
            sentence = _("{list} also goes to {number} people outside.")
            named = ", ".join(map(str, outside[:5])) + ("…" if len(outside) > 5 else "")
            yield Fact(
                Severity.NOTICE if _is_familiar(recipient, familiar) else Severity.WARNING,
                sentence.format(list=recipient.address, number=len(outside)),
                (named,),
                OfRecipient(recipient.address.key),
            )


def _is_familiar(recipient: Recipient, familiar: Familiar) -> bool:
    return recipient.known is not None and recipient.known.times >= familiar.mails


def _outside(members: Sequence[Address], inside: Sequence[str]) -> list[Address]:
    def is_inside(member: Address) -> bool:
        domain = member.domain.casefold()
        return any(
            one in (member.key, domain) or domain.endswith(f".{one}") for one in inside if one
        )

    return [member for member in members if not is_inside(member)]
