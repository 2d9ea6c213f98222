"""Whom of a mail's recipients, and of all contacts, a name can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.domain.knowledge import Contact, Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient, RecipientClass
from mailguard.names.likeness import alike
from mailguard.names.mailbox import fits
from mailguard.names.person import family_name

_JOINS = re.compile(
    r"^.*(?:\bcc\b|ＣＣ|追加|加え|入れ|共有|\badd(?:ing|ed)?\b|\bcop(?:y|ied|ying)\b|\bloop).*$",
    re.IGNORECASE | re.MULTILINE,
)
_LINES = 20_000  # characters of a text that are looked at


class Meaning(msgspec.Struct, frozen=True):
    """What a name can mean in a mail."""

    fitting: tuple[Recipient, ...]  # who can bear it
    doubtful: tuple[Recipient, ...]  # of whom nothing is known that speaks for or against it
    others: tuple[Contact, ...]  # known by that name, and no recipients


def meaning(name: str, mail: Mail, knowledge: Knowledge) -> Meaning:
    """Whom `name` can mean."""
    contacts = namesakes(name, knowledge)
    keys = {contact.address.key for contact in contacts}
    fitting, doubtful = [], []
    for recipient in mail.recipients:
        verdict = True if recipient.address.key in keys else bears(name, recipient, knowledge)
        if verdict:
            fitting.append(recipient)
        elif verdict is None:
            doubtful.append(recipient)
    known = {recipient.address.key for recipient in mail.recipients}
    known |= {mailbox.address.key for mailbox in mail.correspondents.author}
    others = tuple(contact for contact in contacts if contact.address.key not in known)
    return Meaning(tuple(fitting), tuple(doubtful), others)


def bears(name: str, recipient: Recipient, knowledge: Knowledge) -> bool | None:
    """Whether a recipient, or a member of the list that it is, may bear `name`."""
    members = knowledge.members(recipient.address)
    if members:
        return True if any(fits(name, member) for member in members) else None
    return fits(name, recipient.address, names_of(recipient, knowledge))


def namesakes(name: str, knowledge: Knowledge) -> tuple[Contact, ...]:
    """Contacts who go by `name`; other people whose names are only read alike are left out."""
    return tuple(
        contact
        for contact in knowledge.named(name)
        if any(alike(name, known) for known in contact.names)
        or (not contact.names and fits(name, contact.address))
    )


def outsiders(recipients: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Those who are not the sender's own people."""
    return tuple(r for r in recipients if r.kind is not RecipientClass.OWN)


def names_of(recipient: Recipient, knowledge: Knowledge) -> Iterator[str]:
    """What a recipient is called: in this mail, and so far."""
    yield recipient.name
    yield from knowledge.names_of(recipient.address)


def is_introduced(recipient: Recipient, mail: Mail, knowledge: Knowledge) -> bool:
    """Whether the text says, by name or company, that a recipient joins (…様をCCに追加します)."""
    lines = "\n".join(match[0] for match in _JOINS.finditer(mail.text.body, 0, _LINES))
    if not lines:
        return False
    named = any(
        recipient.organisation in mention.organisations for mention in knowledge.mentions(lines)
    )
    families = map(family_name, names_of(recipient, knowledge))
    return named or any(family in lines for family in families if family)
