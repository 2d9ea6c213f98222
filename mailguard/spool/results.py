"""The results of a message's recipients, and how they change: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Outcome, OutgoingMessage, Result
from mailguard.domain.state import NEXT, State

_DONE_ONCE = frozenset({State.SENT, State.UNCERTAIN})


def taking_over(old: OutgoingMessage | None, new: OutgoingMessage) -> OutgoingMessage:
    """`new` in place of `old`: what has left already, or may have, does not leave again."""
    done = {r.address: r for r in old.results if r.state in _DONE_ONCE} if old else {}
    given = {result.address: result for result in new.results} | done
    addresses = dict.fromkeys(new.outgoing.envelope.recipients)
    if given.keys() != addresses.keys():
        raise ValueError(f"{new.id}: recipients and results do not match")
    return replace(new, results=tuple(given[address] for address in addresses))


def following(
    message: OutgoingMessage, origin: State, target: State, now: datetime
) -> OutgoingMessage:
    """Recipients that go along when their entry goes from `origin` to `target`."""
    due = now if target is State.QUEUED else None
    results = tuple(
        replace(result, state=target, due_at=result.due_at or due)
        if result.state in {origin, target}
        else result
        for result in message.results
    )
    return replace(message, results=results)


def moved(
    message: OutgoingMessage, origin: State, target: State, due_at: datetime | None = None
) -> OutgoingMessage:
    """Recipients in `origin` as `target`, due at `due_at`."""
    results = tuple(
        replace(result, state=target, due_at=due_at) if result.state is origin else result
        for result in message.results
    )
    return replace(message, results=results)


def claimed(message: OutgoingMessage, now: datetime) -> tuple[OutgoingMessage, Outgoing]:
    """Recipients that are due as SENDING, and what leaves, with only these in its envelope."""
    due = {result.address for result in message.results if _is_due(result, now)}
    results = tuple(
        replace(result, state=State.SENDING, due_at=None, attempts=result.attempts + 1)
        if result.address in due
        else result
        for result in message.results
    )
    return replace(message, results=results), _only(message.outgoing, due)


def ended(
    message: OutgoingMessage,
    addressed: Sequence[Address],
    outcomes: Sequence[Outcome],
    due_at: datetime,
) -> OutgoingMessage:
    """SENDING recipients in `addressed` with their outcomes; UNCERTAIN where there is none."""
    brought = {outcome.address: outcome for outcome in outcomes}
    ours = frozenset(addressed)
    results = tuple(
        _ended(result, brought.get(result.address), due_at)
        if result.state is State.SENDING and result.address in ours
        else result
        for result in message.results
    )
    return replace(message, results=results)


def first_due(message: OutgoingMessage | None) -> datetime | None:
    """When the first of its recipients may be tried; None: none waits for the server."""
    results = message.results if message else ()
    dues = [r.due_at for r in results if r.state is State.QUEUED and r.due_at]
    return min(dues, default=None)


def _is_due(result: Result, now: datetime) -> bool:
    return result.state is State.QUEUED and result.due_at is not None and result.due_at <= now


def _only(outgoing: Outgoing, due: set[Address]) -> Outgoing:
    envelope = outgoing.envelope
    forwards = tuple(forward for forward in envelope.forwards if forward.address in due)
    return replace(outgoing, envelope=replace(envelope, forwards=forwards))


def _ended(result: Result, outcome: Outcome | None, due_at: datetime) -> Result:
    if outcome is None:
        return replace(result, state=State.UNCERTAIN)
    if outcome.state not in NEXT[State.SENDING]:
        raise ValueError(f"an attempt cannot end as {outcome.state}")
    due = due_at if outcome.state is State.QUEUED else None
    reply = outcome.reply or result.reply
    return replace(result, state=outcome.state, reply=reply, due_at=due)
