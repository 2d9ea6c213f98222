"""An address that is nearly that of somebody well known."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from rapidfuzz.distance import OSA

from mailguard.domain.address import Address
from mailguard.domain.check import Fact, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Contact, Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient
from mailguard.i18n import N_, _

_LONG = 10  # characters of a local part in which two slips are still one word
_DIGITS = re.compile(r"\d+")


class Familiar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many mails on somebody is well known."""

    mails: int = 5


@check(
    "lookalike-contact",
    title=N_("Nearly a well-known address"),
    severity=Severity.DANGER,
    settings=Familiar(),
)
def lookalike_contact(mail: Mail, knowledge: Knowledge, familiar: Familiar) -> Iterator[Fact]:
    """A new address at a well-known one's domain, a slip away from it.

    Danger, unless the display name says that it is somebody else (then a notice). The slip of a
    domain is another check's.
    """
    present = {recipient.address.key for recipient in mail.recipients}
    for recipient in mail.recipients:
        if _is_established(recipient):
            continue
        twins = (c for c in knowledge.alike(recipient.address) if _is_twin(c, recipient, familiar))
        twin = max(twins, key=lambda contact: contact.acquaintance.times, default=None)
        if twin is None or twin.address.key in present:
            continue
        sentence = _("{address} is new, and nearly the same as {known}, whom you often write to.")
        yield Fact(
            Severity.NOTICE if _is_somebody_else(recipient, twin) else Severity.DANGER,
            sentence.format(address=recipient.address, known=twin.address),
            twin.names[:1],
            OfRecipient(recipient.address.key),
        )


def _is_established(recipient: Recipient) -> bool:
    known = recipient.known
    return known is not None and (known.times > 1 or known.received > 0)


def _is_twin(contact: Contact, recipient: Recipient, familiar: Familiar) -> bool:
    if contact.acquaintance.times < familiar.mails:
        return False
    one, other = contact.address, recipient.address
    return one.domain.casefold() == other.domain.casefold() and _is_slip(one, other)


def _is_slip(one: Address, other: Address) -> bool:
    """Whether one local part comes of the other by a slip, and not by counting on."""
    left, right = one.local.casefold(), other.local.casefold()
    if left == right or _DIGITS.sub("", left) == _DIGITS.sub("", right):
        return False
    most = 2 if min(len(left), len(right)) >= _LONG else 1
    return min(len(left), len(right)) > 3 and OSA.distance(left, right) <= most


def _is_somebody_else(recipient: Recipient, twin: Contact) -> bool:
    name = recipient.name.casefold().strip()
    return bool(name and twin.names) and name not in {n.casefold().strip() for n in twin.names}
