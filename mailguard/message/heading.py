"""What a message's header says: who, what about, and what sort of mail it is."""

from __future__ import annotations

import msgspec

from mailguard.domain.mail import Correspondents, Mailbox
from mailguard.domain.shown import shown
from mailguard.message.addresses import mailboxes
from mailguard.message.header import FIELD_LIMIT, fields
from mailguard.message.words import text_of

SUBJECT_LIMIT = 1000
"""Characters of a subject that are kept."""

_SUBJECT_OCTETS = 64 * 1024

_PEOPLE = {
    "from": "author",
    "sender": "sender",
    "reply-to": "reply_to",
    "to": "to",
    "cc": "cc",
    "bcc": "bcc",
}


class Heading(msgspec.Struct, frozen=True):
    """The header, read."""

    subject: str
    correspondents: Correspondents
    is_reply: bool
    is_automatic: bool  # RFC 3834


def heading_of(header: bytes) -> Heading:
    """What `header` says. Where a field stands twice, its addresses add up. Never raises."""
    people: dict[str, tuple[Mailbox, ...]] = {}
    subject = ""
    is_reply = is_automatic = False
    for number, field in enumerate(fields(header)):
        if number == FIELD_LIMIT:
            break
        if role := _PEOPLE.get(field.name):
            people[role] = people.get(role, ()) + mailboxes(field.value)
        elif field.name == "subject":
            subject = subject or shown(text_of(field.value[:_SUBJECT_OCTETS]), SUBJECT_LIMIT)
        elif field.name in ("in-reply-to", "references"):
            is_reply = is_reply or bool(field.value.strip())
        elif field.name == "auto-submitted":
            is_automatic = not text_of(field.value).lower().startswith("no")
    return Heading(subject, Correspondents(**people), is_reply, is_automatic)
