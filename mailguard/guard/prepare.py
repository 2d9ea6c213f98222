"""Prepares what leaves: the mail as it came, but for the named changes of its octets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime

from msgspec.structs import replace

from mailguard import actions
from mailguard.discovery import discover
from mailguard.domain.account import Account
from mailguard.domain.action import Action, ActionRefusedError, Change, Original, Outgoing
from mailguard.domain.entry import Entry, OutgoingMessage, Result
from mailguard.domain.envelope import Envelope
from mailguard.domain.inspection import Offer
from mailguard.domain.mail import Edit
from mailguard.domain.state import State
from mailguard.i18n import _
from mailguard.message.submission import submission_edits

_ACTIONS = {action.name: action for action in discover(actions, Action)}


def prepare(
    entry: Entry, account: Account, header: bytes, chosen: Sequence[Offer], now: datetime
) -> Outgoing:
    """What leaves for `entry`: its octets and envelope with the changes of the `chosen` actions.

    The three exceptions of docs/specifications.md are always among the edits. Raises
    ActionRefusedError where an action is unknown or cannot be done on this mail.
    """
    message_id = f"<{entry.id}@{account.address.domain}>"
    original = Original(account.address, entry.envelope, header)
    edits = [*submission_edits(header, now, message_id)]
    left_out: set[str] = set()
    for change in _changes(original, chosen):
        edits.extend(change.edits)
        left_out |= change.left_out
    return Outgoing(_without(entry.envelope, left_out), _in_order(edits))


def _changes(original: Original, chosen: Sequence[Offer]) -> Iterator[Change]:
    """Each action once, with all that it is to be done to."""
    arguments: dict[str, list[str]] = {}
    for offer in dict.fromkeys(chosen):
        arguments.setdefault(offer.action, []).append(offer.argument)
    for name, given in arguments.items():
        yield _action(name).change(original, *given)


def _without(envelope: Envelope, left_out: Set[str]) -> Envelope:
    if not left_out:
        return envelope
    kept = tuple(each for each in envelope.forwards if each.address.key not in left_out)
    return replace(envelope, forwards=kept)


def messages_for(
    entry: Entry, outgoing: Outgoing, state: State, at: datetime
) -> tuple[OutgoingMessage, ...]:
    """What leaves for `entry`, each recipient in `state` and due at `at`."""
    once = dict.fromkeys(outgoing.envelope.recipients)
    results = tuple(Result(address, state, due_at=at) for address in once)
    return (OutgoingMessage(f"{entry.id}-1", entry.id, outgoing, results),)


def moved(
    messages: Iterable[OutgoingMessage], state: State, at: datetime
) -> tuple[OutgoingMessage, ...]:
    """`messages` with every recipient that no server took yet in `state`, due at `at`; what
    follows another becomes due by that one.
    """
    return tuple(_moved(message, state, at if message.is_first else None) for message in messages)


def _moved(message: OutgoingMessage, state: State, at: datetime | None) -> OutgoingMessage:
    results = tuple(
        result if result.state is State.SENT else replace(result, state=state, due_at=at)
        for result in message.results
    )
    return replace(message, results=results)


def _action(name: str) -> Action:
    if name not in _ACTIONS:
        raise ActionRefusedError(_("This version of MailGuard does not know “{}”.").format(name))
    return _ACTIONS[name]


def _in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits by their places; one within what another takes away or replaces is needless."""
    ordered: list[Edit] = []
    # what is put in before a span stands in front of it
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.length > 0, -e.span.end)):
        before = ordered[-1].span if ordered else None
        if before is None or edit.span.start >= before.end:
            ordered.append(edit)
        elif edit.span.end > before.end:
            raise ActionRefusedError(_("Two changes of this mail concern the same line."))
    return tuple(ordered)
