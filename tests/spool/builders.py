"""Builders for tests of the spool: name only what matters, the rest is ordinary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Channel, Claim, Entry, Outcome, OutgoingMessage, Result
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.mail import Source
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.storage import Spool

ACCOUNT = "taro@example.com"
HANAKO = Address("hanako", "example.org")
JIRO = Address("jiro", "example.org")
OCTETS = b"From: taro@example.com\r\nSubject: plan\r\n\r\nHello\r\n"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TAKEN = Reply(250, "ok", "2.0.0")
LATER = Reply(451, "try again later", "4.3.0")
NEVER = Reply(550, "no such user", "5.1.1")
REPLIES = {State.SENT: TAKEN, State.QUEUED: LATER, State.FAILED: NEVER, State.UNCERTAIN: None}


class Clock:
    """The time, which goes on by a millisecond with each look at it."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


class Reopenable(Protocol):
    """Something that makes the spool of a test go through a crash."""

    async def reopen(self) -> Spool: ...


def an_envelope(*recipients: Address, sender: str = ACCOUNT) -> Envelope:
    return Envelope(
        Address.parse(sender), tuple(Forward(address) for address in recipients or (HANAKO,))
    )


def an_entry(entry_id: str = "0123456789abcdef", *recipients: Address) -> Entry:
    source = Source("nowhere", 0, 5, b"")
    return Entry(entry_id, ACCOUNT, an_envelope(*recipients), source, NOON)


def a_message(entry: Entry, state: State, due_at: datetime | None = NOON) -> OutgoingMessage:
    recipients = dict.fromkeys(entry.envelope.recipients)
    results = tuple(Result(address, state, due_at=due_at) for address in recipients)
    return OutgoingMessage(f"{entry.id}-1", entry.id, Outgoing(entry.envelope), results)


def a_follow_up(
    first: OutgoingMessage, state: State, *recipients: Address, after: float = 0.0
) -> OutgoingMessage:
    """What follows `first`, for some of its recipients."""
    envelope = an_envelope(*recipients)
    results = tuple(Result(address, state) for address in dict.fromkeys(envelope.recipients))
    outgoing = Outgoing(envelope)
    return OutgoingMessage(f"{first.id}-2", first.entry_id, outgoing, results, first.id, after)


async def kept(spool: Spool, *recipients: Address, octets: bytes = OCTETS) -> Entry:
    """A mail in RECEIVED."""
    reception = spool.open_reception(ACCOUNT, an_envelope(*recipients), len(octets))
    reception.write(octets)
    return await spool.keep(reception, NOON, "Thunderbird")


async def committed(
    spool: Spool, entry: Entry, state: State, *, was: State | None = None, due_at: datetime = NOON
) -> Entry:
    """`entry` in `state`, with a message where one is needed."""
    messages = spool.messages(entry.id)
    if state in (State.DELAYED, State.QUEUED) and not messages:
        messages = (a_message(entry, state, due_at),)
    moved = replace(entry, state=state)
    return await spool.commit(moved, was=was, by=Channel.DESKTOP, messages=messages)


async def queued(spool: Spool, *recipients: Address, due_at: datetime = NOON) -> Entry:
    """A mail in QUEUED."""
    return await committed(spool, await kept(spool, *recipients), State.QUEUED, due_at=due_at)


def outcomes(claim: Claim, *states: State) -> tuple[Outcome, ...]:
    """An outcome for each recipient of the claim: `states` in order, the last for the rest."""
    recipients = claim.outgoing.envelope.recipients
    padded = (*states, *[states[-1]] * (len(recipients) - len(states)))
    return tuple(
        Outcome(address, state, REPLIES[state])
        for address, state in zip(recipients, padded, strict=True)
    )


async def tried(
    spool: Spool, entry: Entry, *states: State, due_at: datetime | None = None
) -> Entry:
    """`entry`, which is QUEUED, after an attempt that brought `states`."""
    claim = await spool.claim(ACCOUNT, NOON)
    assert claim is not None
    assert claim.entry.id == entry.id
    return await spool.record(claim, outcomes(claim, *states), due_at)


async def in_state(spool: Spool, state: State, *recipients: Address) -> Entry:
    """A mail that came into `state` by moves that NEXT allows."""
    if state in _BY_DELIVERY:
        entry = await queued(spool, *recipients)
        if state is State.QUEUED:
            return entry
        if state is State.SENDING:
            claim = await spool.claim(ACCOUNT, NOON)
            assert claim is not None
            return claim.entry
        return await tried(spool, entry, state)
    return await committed(spool, await kept(spool, *recipients), state)


_BY_DELIVERY = frozenset({State.QUEUED, State.SENDING, State.SENT, State.FAILED, State.UNCERTAIN})


def states_of(spool: Spool, entry: Entry) -> Sequence[State]:
    """The states of the entry's recipients."""
    return [result.state for each in spool.messages(entry.id) for result in each.results]
