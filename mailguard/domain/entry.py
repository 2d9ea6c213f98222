"""An entry: a mail in the spool, the messages that go out for it, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Source
from mailguard.domain.received import Received
from mailguard.domain.reply import Reply
from mailguard.domain.state import State, most_urgent


class Channel(StrEnum):
    """By which way an answer or a command came; the journal names it."""

    DESKTOP = "desktop"
    COMMAND_LINE = "command line"
    ENGINE = "engine"


class Entry(msgspec.Struct, frozen=True):
    """A mail as it came, and where it stands. The octets never change."""

    id: str
    account: str  # Account.id
    envelope: Envelope
    source: Source
    received_at: datetime  # UTC
    client: str = ""  # the mail program, from User-Agent or X-Mailer
    state: State = State.RECEIVED
    revision: int = 1  # of the question about it; rises when what is asked changes
    subject: str = ""
    names: dict[str, str] = {}  # address as in the envelope → display name, decoded
    fingerprint: bytes = b""
    release_at: datetime | None = None  # UTC; None while DELAYED: held until released
    scheduled: bool = False  # `release_at` is a time of the calendar, not the end of a delay
    reason: str = ""  # why it stands where it stands, as a sentence
    note: str = ""  # something the user should know besides, as a sentence
    left_out: frozenset[str] = frozenset()  # Address.keys: taken out before it was sent
    added: tuple[Address, ...] = ()  # who get it besides
    received: Received | None = None  # what becomes of its files; None: they stay as they are

    @property
    def recipients(self) -> tuple[Address, ...]:
        """Who gets it, or got it: the envelope's, without those taken out, with those added."""
        everybody = (*self.envelope.recipients, *self.added)
        if not self.left_out:
            return everybody
        return tuple(address for address in everybody if address.key not in self.left_out)


class Result(msgspec.Struct, frozen=True):
    """What became of one recipient of an outgoing message."""

    address: Address
    state: State  # the entry's until it is QUEUED; then its own
    reply: Reply | None = None  # the server's last word
    attempts: int = 0
    due_at: datetime | None = None  # UTC; when the next attempt may begin


class OutgoingMessage(msgspec.Struct, frozen=True):
    """One message that leaves for an entry, and its recipients' results."""

    id: str
    entry_id: str
    outgoing: Outgoing
    results: tuple[Result, ...]
    follows: str = ""  # id of the message that has to be taken before this one leaves
    after: float = 0.0  # seconds after that

    @property
    def is_first(self) -> bool:
        """Whether it is the mail itself, or a part of it, and not what follows it."""
        return not self.follows


class Claim(msgspec.Struct, frozen=True):
    """An outgoing message claimed by one delivery attempt, which is on record before it starts."""

    attempt_id: str
    message_id: str
    entry: Entry
    outgoing: Outgoing  # its envelope holds only the recipients that are due


class Outcome(msgspec.Struct, frozen=True):
    """What one delivery attempt brought for one recipient."""

    address: Address
    state: State  # SENT, QUEUED (try later), FAILED or UNCERTAIN
    reply: Reply | None
    reason: str = ""  # for people, where the reply does not say it


def state_of(messages: Sequence[OutgoingMessage]) -> State:
    """The state that an entry shows for its recipients' results."""
    return most_urgent(frozenset(result.state for each in messages for result in each.results))
