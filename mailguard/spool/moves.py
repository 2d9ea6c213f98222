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
from mailguard.domain.entry import Entry, Outcome, state_of
from mailguard.domain.state import NEXT, State
from mailguard.guard.storage import ConflictError, SpoolError
from mailguard.i18n import _
from mailguard.spool import results
from mailguard.spool.results import Messages

_GOVERNED = frozenset({State.QUEUED, State.SENDING, State.UNCERTAIN, State.SENT, State.FAILED})
"""The states of an entry that its recipients' results govern."""

_LEAVING = frozenset({State.DELAYED, State.APPROVAL, State.PREPARING, State.QUEUED})
"""The states that need the octets: at their end the mail leaves."""


class Record(msgspec.Struct, frozen=True):
    """What the spool knows of one entry."""

    entry: Entry
    changed_at: datetime  # UTC; since when it is in its state
    messages: Messages = ()
    file_gone: bool = False  # the octets were removed, or set aside as unreadable


def known(record: Record | None) -> Record:
    """The record; raises ConflictError where there is none."""
    if record is None:
        raise ConflictError(None)
    return record


def committed(
    before: Record | None,
    entry: Entry,
    was: State | None,
    messages: Messages,
    now: datetime,
) -> Record:
    """`entry` with its new state, its results following it; `messages` replace earlier ones.

    Raises SpoolError where the entry is to leave and its octets are gone.
    """
    _check_origin(before, was)
    _check_move(was or State.RECEIVED, entry.state)
    kept = before or Record(entry, now)
    if kept.file_gone and entry.state in _LEAVING and entry.state is not was:
        raise SpoolError(f"{entry.id}: the octets are gone")
    messages = results.taking_over(kept.messages, messages) if messages else kept.messages
    if messages:
        messages = results.following(messages, was or State.RECEIVED, entry.state, now)
        if entry.state in _GOVERNED or was in _GOVERNED:
            entry = replace(entry, state=state_of(messages))
    elif entry.state is State.QUEUED:
        raise ValueError(f"{entry.id}: nothing to deliver was given")
    return _changed(kept, entry, messages, now)


def superseded(before: Record | None, now: datetime) -> Record | None:
    """The entry as SUPERSEDED; None where it cannot become so."""
    if before is None or State.SUPERSEDED not in NEXT[before.entry.state]:
        return None
    entry = replace(before.entry, state=State.SUPERSEDED, release_at=None, reason="")
    return _changed(before, entry, before.messages, now)


def withdrawn(before: Record, now: datetime) -> Record:
    """QUEUED recipients as WITHDRAWN."""
    return _moved(before, State.QUEUED, State.WITHDRAWN, None, now)


def requeued(before: Record, origin: State, due_at: datetime, now: datetime) -> Record:
    """Recipients in state `origin` as QUEUED and due. Raises SpoolError: the octets are gone."""
    if origin not in {State.QUEUED, State.FAILED, State.UNCERTAIN}:
        raise ValueError(f"recipients that are {origin} cannot be tried again")
    if before.file_gone:
        raise SpoolError(f"{before.entry.id}: the octets are gone")
    return _moved(before, origin, State.QUEUED, due_at, now)


def gone(before: Record, now: datetime) -> Record:
    """UNCERTAIN recipients as SENT."""
    return _moved(before, State.UNCERTAIN, State.SENT, None, now)


def claimed(before: Record, now: datetime) -> tuple[Record, str, Outgoing]:
    """Recipients of one message that are due as SENDING; the message's id, and what leaves, with
    only these in its envelope.
    """
    messages, message, outgoing = results.claimed(_messages_of(before), now)
    return _governed(before, messages, before.entry.reason, now), message.id, outgoing


def recorded(
    before: Record,
    message_id: str,
    addressed: Sequence[Address],
    outcomes: Sequence[Outcome],
    due_at: datetime | None,
    now: datetime,
) -> Record:
    """SENDING recipients in `addressed` with what the attempt brought; no word is UNCERTAIN."""
    messages = _messages_of(before)
    messages = results.ended(messages, message_id, addressed, outcomes, due_at or now, now)
    return _governed(before, messages, _reason(before, messages, outcomes), now)


def abandoned(before: Record, now: datetime) -> Record:
    """A mail for which no 250 was given: the mail program believes that it was not sent."""
    return _changed(before, replace(before.entry, state=State.ABANDONED), before.messages, now)


def interrupted(before: Record, now: datetime) -> Record:
    """SENDING recipients as UNCERTAIN: the attempt was cut off, nobody knows where."""
    messages = results.moved(_messages_of(before), State.SENDING, State.UNCERTAIN, None, now)
    reason = _("MailGuard was stopped while it sent this mail; it may or may not have gone.")
    return _governed(before, messages, reason, now)


def unreadable(before: Record, reason: str, now: datetime) -> Record:
    """The entry once its octets turn out to be lost: it never leaves, and it says why."""
    entry, messages = before.entry, before.messages
    if entry.state in _GOVERNED and messages:
        messages = results.moved(messages, State.QUEUED, State.FAILED, None, now)
        entry = replace(entry, state=state_of(messages))
    elif State.WITHDRAWN in NEXT[entry.state]:
        entry = replace(entry, state=State.WITHDRAWN, release_at=None)
    after = _changed(before, replace(entry, reason=reason), messages, now)
    return replace(after, file_gone=True)


def _check_origin(before: Record | None, was: State | None) -> None:
    current = before.entry if before else None
    if (current.state if current else None) is not was:
        raise ConflictError(current)


def _check_move(origin: State, target: State) -> None:
    if target is not origin and State.SENDING in {origin, target}:
        raise ValueError("only claim and record move an entry to and from SENDING")
    if target is not origin and target not in NEXT[origin]:
        raise ValueError(f"{origin} → {target} is no move")


def _messages_of(before: Record) -> Messages:
    if not before.messages:
        raise ConflictError(before.entry)
    return before.messages


def _moved(
    before: Record, origin: State, target: State, due_at: datetime | None, now: datetime
) -> Record:
    messages = _messages_of(before)
    if all(result.state is not origin for each in messages for result in each.results):
        raise ConflictError(before.entry)
    return _governed(before, results.moved(messages, origin, target, due_at, now), "", now)


def _governed(before: Record, messages: Messages, reason: str, now: datetime) -> Record:
    """The record with new results, and the state that they give the entry."""
    entry = replace(before.entry, state=state_of(messages), reason=reason)
    return _changed(before, entry, messages, now)


def _changed(before: Record, entry: Entry, messages: Messages, now: datetime) -> Record:
    since = before.changed_at if entry.state is before.entry.state else now
    return Record(entry, since, messages, before.file_gone)


def _reason(before: Record, messages: Messages, outcomes: Sequence[Outcome]) -> str:
    """Why the entry will stand where it stands: what the recipients it is shown for met."""
    state = state_of(messages)
    if state is State.SENT:
        return ""
    for outcome in outcomes:
        if outcome.state is state:
            return outcome.reason or (str(outcome.reply) if outcome.reply else "")
    return before.entry.reason
