"""The moves of an entry, as pure functions: what is known of it before → what is known after.

Both spools move entries by these functions alone. Each raises ConflictError where the entry is
not in the state that the move starts from, and ValueError for a move that nobody may ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.address import Address
from mailguard.domain.entry import Entry, Outcome, OutgoingMessage, Result, state_of
from mailguard.domain.state import NEXT, State
from mailguard.guard.ports import ConflictError, SpoolError
from mailguard.i18n import _

GOVERNED = frozenset({State.QUEUED, State.SENDING, State.UNCERTAIN, State.SENT, State.FAILED})
"""The states of an entry that its recipients' results govern."""

LEAVING = frozenset({State.DELAYED, State.APPROVAL, State.PREPARING, State.QUEUED})
"""The states that need the octets: at their end the mail leaves."""

_DONE_ONCE = frozenset({State.SENT, State.UNCERTAIN})


class Record(msgspec.Struct, frozen=True):
    """What the spool knows of one entry."""

    entry: Entry
    changed_at: datetime  # UTC; since when it is in its state
    message: OutgoingMessage | None = None
    file_gone: bool = False  # the octets were removed, or set aside as unreadable


def committed(
    before: Record | None,
    entry: Entry,
    was: State | None,
    message: OutgoingMessage | None,
    now: datetime,
) -> Record:
    """`entry` with its new state, its results following it; `message` replaces an earlier one."""
    _check_origin(before, was)
    _check_move(was or State.RECEIVED, entry.state, is_new=was is None)
    kept = before or Record(entry, now)
    _check_octets(kept, was, entry)
    message = _replaced(kept.message, message)
    if message:
        message = _following(message, was or State.RECEIVED, entry.state, now)
        entry = _governed(entry, message, was)
    elif entry.state is State.QUEUED:
        raise ValueError(f"{entry.id}: nothing to deliver was given")
    since = kept.changed_at if before and entry.state is before.entry.state else now
    return Record(entry, since, message, kept.file_gone)


def superseded(before: Record | None, now: datetime) -> Record | None:
    """The entry as SUPERSEDED; None where it cannot become so."""
    if before is None or State.SUPERSEDED not in NEXT[before.entry.state]:
        return None
    entry = replace(before.entry, state=State.SUPERSEDED, release_at=None, reason="")
    return replace(before, entry=entry, changed_at=now)


def withdrawn(before: Record | None, now: datetime) -> Record:
    """QUEUED recipients as WITHDRAWN."""
    return _results_moved(before, State.QUEUED, Change(State.WITHDRAWN), now)


def requeued(before: Record | None, origin: State, due_at: datetime, now: datetime) -> Record:
    """Recipients in state `origin` as QUEUED and due."""
    if origin not in {State.QUEUED, State.FAILED, State.UNCERTAIN}:
        raise ValueError(f"recipients that are {origin} cannot be tried again")
    if before and before.file_gone:
        raise SpoolError(f"{before.entry.id}: the octets are gone")
    return _results_moved(before, origin, Change(State.QUEUED, due_at), now)


def gone(before: Record | None, now: datetime) -> Record:
    """UNCERTAIN recipients as SENT."""
    return _results_moved(before, State.UNCERTAIN, Change(State.SENT), now)


def abandoned(before: Record, now: datetime) -> Record:
    """A mail for which no 250 was given: the mail program believes that it was not sent."""
    entry = replace(before.entry, state=State.ABANDONED)
    return replace(before, entry=entry, changed_at=now)


def interrupted(before: Record, now: datetime) -> Record:
    """SENDING recipients as UNCERTAIN: the attempt was cut off, nobody knows where."""
    reason = _("MailGuard was stopped while it sent this mail; it may or may not have gone.")
    after = _results_moved(before, State.SENDING, Change(State.UNCERTAIN), now)
    return replace(after, entry=replace(after.entry, reason=reason))


def unreadable(before: Record, reason: str, now: datetime) -> Record:
    """The entry once its octets turn out to be lost: it never leaves, and it says why."""
    entry, message = before.entry, before.message
    if entry.state in GOVERNED and message:
        message = _moved(message, State.QUEUED, Change(State.FAILED))
        entry = replace(entry, state=state_of(message.results))
    elif State.WITHDRAWN in NEXT[entry.state]:
        entry = replace(entry, state=State.WITHDRAWN, release_at=None)
    entry = replace(entry, reason=reason)
    since = before.changed_at if entry.state is before.entry.state else now
    return Record(entry, since, message, file_gone=True)


def claimed(before: Record, now: datetime) -> tuple[Record, Outgoing]:
    """Recipients that are due as SENDING, and the message with only these in its envelope."""
    message = before.message
    if message is None:
        raise ConflictError(before.entry)
    due = {result.address for result in message.results if _is_due(result, now)}
    results = tuple(_claimed(r) if _is_due(r, now) else r for r in message.results)
    after = _with_results(before, message, results, now)
    return after, _only(message.outgoing, due)


def recorded(
    before: Record | None,
    addressed: Sequence[Address],
    outcomes: Sequence[Outcome],
    due_at: datetime | None,
    now: datetime,
) -> Record:
    """SENDING recipients in `addressed` with what the attempt brought; no word is UNCERTAIN."""
    if before is None or before.message is None:
        raise ConflictError(before.entry if before else None)
    by_address = {outcome.address: outcome for outcome in outcomes}
    ours, due = frozenset(addressed), due_at or now
    results = tuple(
        _ended(r, by_address.get(r.address), due)
        if r.state is State.SENDING and r.address in ours
        else r
        for r in before.message.results
    )
    after = _with_results(before, before.message, results, now)
    reason = _reason(after.entry, outcomes)
    return replace(after, entry=replace(after.entry, reason=reason))


def due_at(record: Record) -> datetime | None:
    """When the first of its recipients may be tried; None: none waits for the server."""
    if record.message is None:
        return None
    dues = [r.due_at for r in record.message.results if r.state is State.QUEUED and r.due_at]
    return min(dues, default=None)


class Change(msgspec.Struct, frozen=True):
    """A new state for recipients, and when they are due where that is QUEUED."""

    state: State
    due_at: datetime | None = None


def _check_origin(before: Record | None, was: State | None) -> None:
    current = before.entry if before else None
    if (current.state if current else None) is not was:
        raise ConflictError(current)


def _check_move(origin: State, target: State, *, is_new: bool) -> None:
    if State.SENDING in {origin, target}:
        raise ValueError("only claim and record move an entry to and from SENDING")
    if target is not origin and target not in NEXT[origin]:
        raise ValueError(f"{origin} → {target} is no move" + " of a new entry" * is_new)


def _check_octets(before: Record, was: State | None, entry: Entry) -> None:
    if before.file_gone and entry.state in LEAVING and entry.state is not was:
        raise SpoolError(f"{entry.id}: the octets are gone")


def _replaced(old: OutgoingMessage | None, new: OutgoingMessage | None) -> OutgoingMessage | None:
    """`new`, but what has left already (or may have) does not leave again."""
    if new is None or old is None:
        return new or old
    done = {result.address: result for result in old.results if result.state in _DONE_ONCE}
    return replace(new, results=tuple(done.get(r.address, r) for r in new.results))


def _following(
    message: OutgoingMessage, origin: State, target: State, now: datetime
) -> OutgoingMessage:
    """The recipients that go along when their entry goes from `origin` to `target`."""
    due = now if target is State.QUEUED else None
    results = tuple(_follows(r, origin, target, due) for r in _in_order(message))
    return replace(message, results=results)


def _in_order(message: OutgoingMessage) -> tuple[Result, ...]:
    """One result for each recipient of the envelope, in its order."""
    results = {result.address: result for result in message.results}
    addresses = dict.fromkeys(message.outgoing.envelope.recipients)
    if results.keys() != addresses.keys():
        raise ValueError(f"{message.id}: recipients and results do not match")
    return tuple(results[address] for address in addresses)


def _follows(result: Result, origin: State, target: State, due: datetime | None) -> Result:
    if result.state not in {origin, target}:
        return result
    return replace(result, state=target, due_at=result.due_at or due)


def _governed(entry: Entry, message: OutgoingMessage, was: State | None) -> Entry:
    if entry.state in GOVERNED or was in GOVERNED:
        return replace(entry, state=state_of(message.results))
    return entry


def _moved(message: OutgoingMessage, origin: State, change: Change) -> OutgoingMessage:
    results = tuple(_changed(r, change) if r.state is origin else r for r in message.results)
    return replace(message, results=results)


def _changed(result: Result, change: Change) -> Result:
    return replace(result, state=change.state, due_at=change.due_at)


def _results_moved(before: Record | None, origin: State, change: Change, now: datetime) -> Record:
    if before is None or before.message is None:
        raise ConflictError(before.entry if before else None)
    if all(result.state is not origin for result in before.message.results):
        raise ConflictError(before.entry)
    results = _moved(before.message, origin, change).results
    after = _with_results(before, before.message, results, now)
    return replace(after, entry=replace(after.entry, reason=""))


def _with_results(
    before: Record, message: OutgoingMessage, results: tuple[Result, ...], now: datetime
) -> Record:
    state = state_of(results)
    since = before.changed_at if state is before.entry.state else now
    entry = replace(before.entry, state=state)
    return Record(entry, since, replace(message, results=results), before.file_gone)


def _is_due(result: Result, now: datetime) -> bool:
    return result.state is State.QUEUED and result.due_at is not None and result.due_at <= now


def _claimed(result: Result) -> Result:
    return replace(result, state=State.SENDING, due_at=None, attempts=result.attempts + 1)


def _only(outgoing: Outgoing, due: set[Address]) -> Outgoing:
    envelope = outgoing.envelope
    forwards = tuple(forward for forward in envelope.forwards if forward.address in due)
    return replace(outgoing, envelope=replace(envelope, forwards=forwards))


def _ended(result: Result, outcome: Outcome | None, due_at: datetime) -> Result:
    if outcome is None:
        return replace(result, state=State.UNCERTAIN)
    due = due_at if outcome.state is State.QUEUED else None
    reply = outcome.reply or result.reply
    return replace(result, state=outcome.state, reply=reply, due_at=due)


def _reason(entry: Entry, outcomes: Sequence[Outcome]) -> str:
    """Why the entry stands where it stands: what the recipients it is shown for met."""
    if entry.state is State.SENT:
        return ""
    for outcome in outcomes:
        if outcome.state is entry.state:
            return outcome.reason or (str(outcome.reply) if outcome.reply else "")
    return entry.reason
