"""What a message's header says: who, what about, which mail it is and what sort of."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import islice

import msgspec

from mailguard.domain.mail import Correspondents, Identification, Mailbox
from mailguard.domain.shown import shown
from mailguard.message.addresses import mailboxes
from mailguard.message.ambiguity import of_fields
from mailguard.message.header import FIELD_LIMIT, fields
from mailguard.message.identification import date_of, message_ids
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
_OTHERS = frozenset(
    {"subject", "message-id", "in-reply-to", "references", "date", "auto-submitted"}
)


class Heading(msgspec.Struct, frozen=True):
    """The header, read."""

    subject: str
    correspondents: Correspondents
    is_reply: bool
    is_automatic: bool  # RFC 3834
    identification: Identification
    date: datetime | None
    ambiguities: tuple[str, ...]  # what mail programs may show in other ways, as sentences


def heading_of(header: bytes) -> Heading:
    """What `header` says. Where a field stands twice, its addresses add up; of other fields the
    first with a value counts. Never raises.
    """
    people: dict[str, tuple[Mailbox, ...]] = {}
    found: dict[str, bytes] = {}
    counts: Counter[str] = Counter()
    for field in islice(fields(header), FIELD_LIMIT):
        counts[field.name] += 1
        if role := _PEOPLE.get(field.name):
            people[role] = people.get(role, ()) + mailboxes(field.value)
        elif field.name in _OTHERS and not found.get(field.name):
            found[field.name] = field.value.strip()
    correspondents = Correspondents(**people)
    answers = found.get("in-reply-to", b""), found.get("references", b"")
    return Heading(
        shown(text_of(found.get("subject", b"")[:_SUBJECT_OCTETS]), SUBJECT_LIMIT),
        correspondents,
        is_reply=any(answers),
        is_automatic=_is_automatic(found.get("auto-submitted", b"")),
        identification=_identification(found.get("message-id", b""), *answers),
        date=date_of(found.get("date", b"")),
        ambiguities=tuple(of_fields(counts, len(correspondents.author))),
    )


def _is_automatic(value: bytes) -> bool:
    return bool(value) and not text_of(value).lower().startswith("no")


def _identification(message_id: bytes, in_reply_to: bytes, references: bytes) -> Identification:
    return Identification(
        next(iter(message_ids(message_id)), ""), message_ids(in_reply_to), message_ids(references)
    )
