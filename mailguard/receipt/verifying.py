"""Verifies the receipt of a message that arrived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from mailguard.domain.address import Address
from mailguard.i18n import N_
from mailguard.message.header import unfolded
from mailguard.receipt.content import Content
from mailguard.receipt.key import Key
from mailguard.receipt.receipt import NAME, Receipt, read_receipt

MOST_AGE = timedelta(days=1)
"""How old a receipt may be, and how far clocks may differ the other way."""


class Flaw(StrEnum):
    """Why a mail does not prove that it left through MailGuard."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    OTHER_KEY = "other-key"
    CHANGED = "changed"
    OTHER_RECIPIENTS = "other-recipients"
    TOO_OLD = "too-old"
    IN_THE_FUTURE = "in-the-future"

    @property
    def sentence(self) -> str:
        """As a server says it, to be translated."""
        return _SENTENCES[self]


_SENTENCES = {
    Flaw.MISSING: N_("This mail has no receipt of MailGuard. Please send it through MailGuard."),
    Flaw.UNREADABLE: N_("The receipt of MailGuard in this mail cannot be read."),
    Flaw.OTHER_KEY: N_("The receipt of MailGuard in this mail was made with another key."),
    Flaw.CHANGED: N_("This mail was changed after it left MailGuard."),
    Flaw.OTHER_RECIPIENTS: N_(
        "The receipt of MailGuard in this mail was made for other recipients."
    ),
    Flaw.TOO_OLD: N_("The receipt of MailGuard in this mail is too old."),
    Flaw.IN_THE_FUTURE: N_(
        "The receipt of MailGuard in this mail is of the future. Is the sender's clock right?"
    ),
}


def flaw_in(
    blocks: Iterable[bytes],
    recipients: Iterable[Address],
    keys: Sequence[Key],
    now: datetime,
    most_age: timedelta = MOST_AGE,
) -> Flaw | None:
    """What is wrong with a message for these recipients; None: it left through MailGuard, as it
    is, for exactly them. `blocks` are its octets, with CRLF or LF. The topmost receipt counts.
    """
    content = Content()
    for block in blocks:
        content.feed(block)
    digest = content.digest()
    field = next(content.fields(NAME.lower()), None)
    if field is None:
        return Flaw.MISSING
    found = read_receipt(unfolded(field.value).decode("latin-1"))
    if found is None:
        return Flaw.UNREADABLE
    key = next((key for key in keys if key.id == found.key_id), None)
    if key is None:
        return Flaw.OTHER_KEY
    return _flaw_of(found, key, digest, recipients) or _flaw_of_age(found, now, most_age)


def _flaw_of(found: Receipt, key: Key, digest: bytes, recipients: Iterable[Address]) -> Flaw | None:
    if not found.is_of_content(key, digest):
        return Flaw.CHANGED
    return None if found.is_for(key, recipients) else Flaw.OTHER_RECIPIENTS


def _flaw_of_age(found: Receipt, now: datetime, most_age: timedelta) -> Flaw | None:
    age = now.timestamp() - found.at
    if abs(age) <= most_age.total_seconds():
        return None
    return Flaw.TOO_OLD if age > 0 else Flaw.IN_THE_FUTURE
