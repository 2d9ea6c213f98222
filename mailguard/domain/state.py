"""The life of a mail: its states, and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where an entry stands. Until a 250 was given the mail is the mail program's, then ours."""

    RECEIVED = "received"  # its bytes are on disk, the final reply is held
    ASKING = "asking"  # accepted, and waits for the user's answer
    DELAYED = "delayed"  # waits for its time; can be taken back
    APPROVAL = "approval"  # waits for a supervisor
    PREPARING = "preparing"  # its attachments are being uploaded
    QUEUED = "queued"  # waits for the server
    SENDING = "sending"  # claimed by a delivery
    UNCERTAIN = "uncertain"  # lost between the final dot and its reply: may or may not have gone
    SENT = "sent"  # the server took it for every recipient it was still due to
    FAILED = "failed"  # the server refused it for good, or it waited too long
    WITHDRAWN = "withdrawn"  # taken back; kept as a draft
    REFUSED = "refused"  # not accepted: the mail program heard a 5xx and kept it
    ABANDONED = "abandoned"  # not accepted: the mail program believes it was not sent
    SUPERSEDED = "superseded"  # the same mail came again and took its place


_S = State

NEXT: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        _S.RECEIVED: frozenset(
            {_S.DELAYED, _S.QUEUED, _S.APPROVAL, _S.PREPARING, _S.ASKING, _S.REFUSED}
            | {_S.WITHDRAWN, _S.ABANDONED, _S.SUPERSEDED}
        ),
        _S.ASKING: frozenset(
            {_S.DELAYED, _S.QUEUED, _S.APPROVAL, _S.PREPARING, _S.WITHDRAWN, _S.SUPERSEDED}
        ),
        _S.DELAYED: frozenset({_S.APPROVAL, _S.PREPARING, _S.QUEUED, _S.WITHDRAWN}),
        _S.APPROVAL: frozenset({_S.PREPARING, _S.QUEUED, _S.WITHDRAWN}),
        _S.PREPARING: frozenset({_S.QUEUED, _S.ASKING, _S.WITHDRAWN}),
        _S.QUEUED: frozenset({_S.SENDING, _S.WITHDRAWN, _S.FAILED}),
        _S.SENDING: frozenset({_S.SENT, _S.QUEUED, _S.FAILED, _S.UNCERTAIN}),
        _S.UNCERTAIN: frozenset({_S.QUEUED, _S.SENT}),
        _S.SENT: frozenset(),
        _S.FAILED: frozenset({_S.QUEUED, _S.WITHDRAWN}),
        _S.WITHDRAWN: frozenset({_S.DELAYED, _S.QUEUED}),
        _S.REFUSED: frozenset(),
        _S.ABANDONED: frozenset({_S.DELAYED, _S.QUEUED, _S.SUPERSEDED}),
        _S.SUPERSEDED: frozenset(),
    }
)

ACCEPTED = frozenset(_S) - {_S.RECEIVED, _S.REFUSED, _S.ABANDONED, _S.SUPERSEDED}
"""The states of a mail for which a 250 was given."""

OPEN_QUESTION = frozenset({_S.RECEIVED, _S.ASKING})
"""The states in which the user's answer is awaited."""

WAITING = frozenset(
    {_S.RECEIVED, _S.ASKING, _S.DELAYED, _S.APPROVAL, _S.PREPARING, _S.QUEUED, _S.SENDING}
    | {_S.UNCERTAIN, _S.FAILED}
)
"""The states in which something is still to happen, by MailGuard or by the user."""

_URGENCY = (_S.SENDING, _S.UNCERTAIN, _S.QUEUED, _S.FAILED, _S.WITHDRAWN, _S.SENT)


def most_urgent(states: frozenset[State]) -> State:
    """The state an entry shows for its recipients' states: the one to act on first.

    Raises ValueError for a set with none of the states a recipient can have.
    """
    for state in _URGENCY:
        if state in states:
            return state
    raise ValueError(f"no recipient can be in any of {sorted(states)}")
