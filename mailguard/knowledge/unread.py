"""What mails teach that nobody reads: to whom they went, and whom they did not reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailguard.domain.address import Address
from mailguard.domain.lesson import Lesson, Party
from mailguard.domain.mail import Mailbox

MOST = 1000
"""People of one mail who are remembered."""


def lesson_of_meeting(mailboxes: Sequence[Mailbox], at: datetime) -> Lesson:
    """What is left to learn where a sent mail cannot be read: to whom it went."""
    to = tuple(Party(m.address.key, "", m.name) for m in mailboxes[:MOST])
    return Lesson(is_sent=True, at=at, to=to)


def lesson_of_bounce(addresses: Sequence[Address], at: datetime) -> Lesson:
    """What a server teaches that knows no such mailbox."""
    return Lesson(is_sent=False, at=at, bounced=tuple(address.key for address in addresses))
