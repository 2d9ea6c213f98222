"""A recipient with the name of one contact and the address of another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.address import Address, AddressError
from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Contact, Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient
from mailguard.i18n import N_, _
from mailguard.names.likeness import alike
from mailguard.names.mailbox import fits
from mailguard.names.meaning import namesakes
from mailguard.names.person import words

_ADDRESS = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+\.[A-Za-z]{2,}")


@check(
    "display-name-mismatch",
    title=N_("Name and address of different people"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def display_name_mismatch(
    mail: Mail, knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Warns where a display name is another address, or the name of another contact.

    People have several addresses: where the address says nothing, it stays a notice.
    """
    for recipient in mail.recipients:
        if recipient.name and not _is_known_by(recipient, knowledge):
            written = _other_address(recipient)
            found = _misleading(recipient, written, knowledge) if written else None
            yield from [found] if found else _borrowed(recipient, knowledge)


def _other_address(recipient: Recipient) -> Address | None:
    """The address that the display name is, where it is another one."""
    found = _ADDRESS.search(recipient.name)
    try:
        written = Address.parse(found[0]) if found else None
    except AddressError:
        return None
    return written if written and written.key != recipient.address.key else None


def _misleading(recipient: Recipient, written: Address, knowledge: Knowledge) -> Fact:
    """Lists and forwarding have such names; it warns of the address of a contact."""
    known = knowledge.acquaintance(written) is not None
    moved = written.local.casefold() == recipient.address.local.casefold()
    sentence = _("The name says {written}, but the mail goes to {address}.")
    return Fact(
        Severity.WARNING if known and not moved else Severity.NOTICE,
        sentence.format(written=written, address=recipient.address),
        (),
        OfRecipient(recipient.address.key),
    )


def _is_known_by(recipient: Recipient, knowledge: Knowledge) -> bool:
    """Whether the address was seen with this name before."""
    seen = knowledge.names_of(recipient.address)
    return recipient.name in seen or any(alike(recipient.name, name) for name in seen)


def _borrowed(recipient: Recipient, knowledge: Knowledge) -> Iterator[Fact]:
    """Where a whole name (a family name alone is many people's) is another contact's."""
    owners = _owners(recipient, knowledge)
    if not owners or recipient.address.key in {owner.address.key for owner in owners}:
        return
    verdict = fits(recipient.name, recipient.address, knowledge.names_of(recipient.address))
    if verdict:
        return
    if verdict is None and any(o.organisation == recipient.organisation for o in owners):
        return  # a role address of the same organisation
    owner = owners[0]
    moved = owner.address.local.casefold() == recipient.address.local.casefold()
    sentence = _("“{name}” is known as {owner}, but the mail goes to {address}.")
    yield Fact(
        Severity.NOTICE if verdict is None or moved else Severity.WARNING,
        sentence.format(name=recipient.name, owner=owner.address, address=recipient.address),
        (),
        OfRecipient(recipient.address.key),
    )


def _owners(recipient: Recipient, knowledge: Knowledge) -> tuple[Contact, ...]:
    if len(words(recipient.name)) < 2:
        return ()
    return tuple(
        contact
        for contact in namesakes(recipient.name, knowledge)
        if any(len(words(name)) > 1 and alike(recipient.name, name) for name in contact.names)
    )
