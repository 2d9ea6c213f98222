"""The results of an entry's messages, recipient by recipient, and how they change: pure functions.

A message may follow another (a password after what it opens): for each of its recipients it waits,
QUEUED without a due time, until the first was SENT to them. Where the first will never reach them
it never leaves either. Who did not get the first (a note to somebody else) waits until it was SENT
to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Outcome, OutgoingMessage, Result
from mailguard.domain.state import NEXT, State

Messages = tuple[OutgoingMessage, ...]

_DONE_ONCE = frozenset({State.SENT, State.UNCERTAIN})
_LATEST = datetime.max.replace(tzinfo=UTC)
_NEVER = frozenset({State.FAILED, State.WITHDRAWN})


def taking_over(old: Messages, new: Messages) -> Messages:
    """`new` in place of `old`: what has left already, or may have, does not leave again."""
    done = {
        (_part(message), result.address): result
        for message in old
        for result in message.results
        if result.state in _DONE_ONCE
    }
    named = {(_part(m), a) for m in new for a in m.outgoing.envelope.recipients}
    if any(not part and (part, address) not in named for part, address in done):
        raise ValueError(f"{new[0].entry_id}: somebody who got the mail is not among the new ones")
    return tuple(_with_done(message, done) for message in new)


def _part(message: OutgoingMessage) -> str:
    """ "": the mail itself, which nobody gets twice; else which of those that follow it."""
    return "" if message.is_first else message.id


def _with_done(
    message: OutgoingMessage, done: dict[tuple[str, Address], Result]
) -> OutgoingMessage:
    given = {result.address: result for result in message.results}
    addresses = dict.fromkeys(message.outgoing.envelope.recipients)
    for address in addresses:
        if result := done.get((_part(message), address)):
            given[address] = result
    if given.keys() != addresses.keys():
        raise ValueError(f"{message.id}: recipients and results do not match")
    return replace(message, results=tuple(given[address] for address in addresses))


def following(messages: Messages, origin: State, target: State, now: datetime) -> Messages:
    """Recipients that go along when their entry goes from `origin` to `target`."""

    def follow(message: OutgoingMessage, result: Result) -> Result:
        if result.state not in {origin, target}:
            return result
        due = now if target is State.QUEUED and message.is_first else None
        return replace(result, state=target, due_at=result.due_at or due)

    return followed_up(_each(messages, follow), now)


def moved(
    messages: Messages, origin: State, target: State, due_at: datetime | None, now: datetime
) -> Messages:
    """Recipients in `origin` as `target`, due at `due_at`; one who waits for a first message, or
    for one that is tried again, waits on.
    """

    def move(message: OutgoingMessage, result: Result) -> Result:
        if result.state is not origin:
            return result
        waits_on = not message.is_first and result.due_at is None and target is State.QUEUED
        return result if waits_on else replace(result, state=target, due_at=due_at)

    after = _each(messages, move)
    if origin is State.FAILED:
        after = _revived(messages, after)
    return followed_up(after, now)


def _revived(before: Messages, after: Messages) -> Messages:
    """Those who follow somebody that had failed and is tried again wait for it once more."""
    failed = {
        (message.id, result.address)
        for message in before
        for result in message.results
        if result.state is State.FAILED
    }

    ended = {
        message.id: {result.address for result in message.results}
        for message in before
        if message.is_first and not any(r.state is State.SENT for r in message.results)
    }

    def revive(message: OutgoingMessage, result: Result) -> Result:
        is_awaited = (message.follows, result.address) in failed or (
            message.follows in ended and result.address not in ended[message.follows]
        )
        if is_awaited and result.state is State.WITHDRAWN:
            return replace(result, state=State.QUEUED, due_at=None)
        return result

    return _each(after, revive)


def followed_up(messages: Messages, now: datetime) -> Messages:
    """Whoever follows becomes due once the first was SENT, and WITHDRAWN once it never will be."""
    firsts = {m.id: {r.address: r.state for r in m.results} for m in messages if m.is_first}

    def follow(message: OutgoingMessage, result: Result) -> Result:
        first = _awaited(firsts.get(message.follows, {}), result.address)
        if result.state is not State.QUEUED or first is None:
            return result
        if first is State.SENT and result.due_at is None:
            return replace(result, due_at=now + timedelta(seconds=message.after))
        if first in _NEVER:
            return replace(result, state=State.WITHDRAWN, due_at=None)
        return result

    return messages if len(messages) == 1 else _each(messages, follow)


def _awaited(states: Mapping[Address, State], address: Address) -> State | None:
    """What became of the first message for whoever follows it; None: of nobody's yet."""
    if address in states:
        return states[address]
    if State.SENT in states.values():
        return State.SENT
    return State.WITHDRAWN if states and _NEVER.issuperset(states.values()) else None


def claimed(messages: Messages, now: datetime) -> tuple[Messages, OutgoingMessage, Outgoing]:
    """The message that is due first with its due recipients as SENDING, and what leaves, with
    only these in its envelope. Where none is due the first leaves to nobody.
    """
    due_first = min(messages, key=lambda message: first_due((message,)) or _LATEST)
    due = {result.address for result in due_first.results if _is_due(result, now)}
    results = tuple(
        replace(result, state=State.SENDING, due_at=None, attempts=result.attempts + 1)
        if result.address in due
        else result
        for result in due_first.results
    )
    claimed_one = replace(due_first, results=results)
    rest = tuple(claimed_one if each is due_first else each for each in messages)
    return rest, claimed_one, _only(due_first.outgoing, due)


def ended(
    messages: Messages,
    message_id: str,
    addressed: Sequence[Address],
    outcomes: Sequence[Outcome],
    due_at: datetime,
    now: datetime,
) -> Messages:
    """SENDING recipients in `addressed` of one message with their outcomes; UNCERTAIN where there
    is none.
    """
    brought = {outcome.address: outcome for outcome in outcomes}
    ours = frozenset(addressed)

    def end(message: OutgoingMessage, result: Result) -> Result:
        is_ours = message.id == message_id and result.address in ours
        if not is_ours or result.state is not State.SENDING:
            return result
        return _ended(result, brought.get(result.address), due_at)

    return followed_up(_each(messages, end), now)


def first_due(messages: Iterable[OutgoingMessage]) -> datetime | None:
    """When the first of their recipients may be tried; None: none waits for the server."""
    results = (result for message in messages for result in message.results)
    dues = [r.due_at for r in results if r.state is State.QUEUED and r.due_at]
    return min(dues, default=None)


def states(messages: Iterable[OutgoingMessage]) -> dict[Address, State]:
    """What became of the mail itself for each recipient; what follows it is left out."""
    return {r.address: r.state for m in messages if m.is_first for r in m.results}


def _each(messages: Messages, change: Callable[[OutgoingMessage, Result], Result]) -> Messages:
    return tuple(
        replace(message, results=tuple(change(message, result) for result in message.results))
        for message in messages
    )


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
