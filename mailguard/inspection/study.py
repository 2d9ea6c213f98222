"""Reads a mail as far as there is something to learn from: people, text, digests of its files.

No content of a file is looked into, and nothing is checked: it takes a fraction of an inspection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from mailguard.content.name import shown_name
from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.knowledge import NothingKnown
from mailguard.domain.mail import Attachment, Mail, MailKind, Source
from mailguard.domain.settings import Organisation
from mailguard.inspection.attachments import ATTACHMENT_LIMIT
from mailguard.inspection.budget import Budget
from mailguard.inspection.domains import registrable, shared_domains
from mailguard.inspection.recipients import recipients_of
from mailguard.message.body import body_of
from mailguard.message.header import HEADER_LIMIT, header_end
from mailguard.message.heading import Heading, heading_of
from mailguard.message.parts import Part, structure
from mailguard.message.text import text_of_parts
from mailguard.message.transfer import decoded_chunks
from mailguard.policy.affiliation import Affiliations

TIME = 4.0
"""Seconds after which files are left out."""

_NOWHERE = Source("", 0, 0, b"")


def heading_in(octets: memoryview) -> Heading:
    """The header of a message. Never raises."""
    return heading_of(bytes(octets[: header_end(octets, 0, min(len(octets), HEADER_LIMIT))]))


def envelope_of(heading: Heading) -> Envelope:
    """The envelope that a message which lies in a file most likely had: To, Cc and Bcc."""
    people = heading.correspondents
    mailboxes = (*people.to, *people.cc, *people.bcc)
    recipients = {mailbox.address.key: Forward(mailbox.address) for mailbox in mailboxes}
    sender = people.author[0].address if people.author else None
    return Envelope(sender, tuple(recipients.values()))


def study(octets: memoryview, senders: Sequence[Address], envelope: Envelope | None = None) -> Mail:
    """The message. `envelope`: that of a sent mail; else it is taken from the header.

    Never raises for what the message holds.
    """
    heading = heading_in(octets)
    budget = Budget(TIME)
    body = body_of(structure(octets).root)
    affiliations = Affiliations(Organisation(), senders, shared_domains(), registrable)
    actual = envelope or envelope_of(heading)
    people = heading.correspondents
    return Mail(
        actual,
        _NOWHERE,
        MailKind.ORDINARY,
        heading.subject,
        people,
        recipients_of(actual, people, affiliations, NothingKnown()),
        text_of_parts(octets, body.texts).text,
        tuple(_files(octets, body.files[:ATTACHMENT_LIMIT], budget)),
        is_reply=heading.is_reply,
        identification=heading.identification,
        date=heading.date,
        own=affiliations.own,
    )


def _files(octets: memoryview, parts: Sequence[Part], budget: Budget) -> Iterator[Attachment]:
    for part in parts:
        if budget.is_spent:
            return
        sha256, size = hashlib.sha256(), 0
        for chunk in decoded_chunks(octets[part.body.start : part.body.end], part.facts.encoding):
            sha256.update(chunk)
            size += len(chunk)
        yield Attachment(
            shown_name(part.facts.file_name),
            size,
            part.media_type,
            "",
            part.body,
            part.facts.encoding,
            sha256.digest(),
            inline=_is_within_text(part),
        )


def _is_within_text(part: Part) -> bool:
    """Whether it is a picture that an HTML text most likely shows."""
    is_picture = part.media_type.startswith("image/") and bool(part.facts.content_id)
    return is_picture and part.facts.disposition.value != "attachment"
