"""Whom a user knows well enough to write to without a tick, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailguard.domain.recipient import Recipient

TRUST = timedelta(days=90)
"""How long after the last mail to them, or of the conversation, people still come ticked."""


def is_trusted(recipient: Recipient, now: datetime) -> bool:
    """Whether it needs no tick: it was written to lately, or took part in the conversation."""
    return was_written_to(recipient, now) or took_part(recipient, now)


def was_written_to(recipient: Recipient, now: datetime) -> bool:
    """Whether mail went to it lately: whoever only wrote to the user may be anybody."""
    known = recipient.known
    return known is not None and known.times > 0 and now - known.last_at <= TRUST


def took_part(recipient: Recipient, now: datetime) -> bool:
    """Whether it is among those of the conversation that the mail goes on with."""
    at = recipient.took_part_at
    return at is not None and now - at <= TRUST
