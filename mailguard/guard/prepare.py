"""Prepares what leaves: the mail as it came, but for the named changes of its octets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from msgspec.structs import replace

from mailguard import actions
from mailguard.discovery import discover
from mailguard.domain.account import Account
from mailguard.domain.action import Action, ActionRefusedError, Original, Outgoing
from mailguard.domain.entry import Entry, OutgoingMessage, Result
from mailguard.domain.mail import Edit
from mailguard.domain.state import State
from mailguard.i18n import _
from mailguard.message.submission import submission_edits

_ACTIONS = {action.name: action for action in discover(actions, Action)}


def prepare(
    entry: Entry, account: Account, header: bytes, chosen: Sequence[str], now: datetime
) -> Outgoing:
    """What leaves for `entry`: its octets with the edits of the `chosen` actions.

    The three exceptions of docs/specifications.md are always among the edits. Raises
    ActionRefusedError where an action is unknown or cannot be done on this mail.
    """
    message_id = f"<{entry.id}@{account.address.domain}>"
    original = Original(account.address, entry.envelope, header)
    edits = [*submission_edits(header, now, message_id)]
    for name in chosen:
        edits.extend(_action(name).edits(original))
    return Outgoing(entry.envelope, _in_order(edits))


def message_for(entry: Entry, outgoing: Outgoing, state: State, at: datetime) -> OutgoingMessage:
    """The outgoing message of `entry`, each recipient in `state` and due at `at`."""
    once = dict.fromkeys(outgoing.envelope.recipients)
    results = tuple(Result(address, state, due_at=at) for address in once)
    return OutgoingMessage(f"{entry.id}-1", entry.id, outgoing, results)


def moved(message: OutgoingMessage, state: State, at: datetime) -> OutgoingMessage:
    """`message` with every recipient that no server took yet in `state`, due at `at`."""
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
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    for first, second in pairwise(ordered):
        if second.span.start < first.span.end:
            raise ActionRefusedError(_("Two changes of this mail concern the same line."))
    return tuple(ordered)
