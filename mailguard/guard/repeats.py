"""Repeats: the same mail handed in again, by a mail program that heard no 250 or by its user."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.domain.entry import Entry
from mailguard.domain.state import State
from mailguard.i18n import _

_GONE = frozenset({State.SENT})
_STILL_HERE = frozenset(
    {State.ASKING, State.DELAYED, State.APPROVAL, State.PREPARING, State.QUEUED}
    | {State.SENDING, State.UNCERTAIN, State.FAILED}
)


def is_overtaken(older: Entry, newer: Entry) -> bool:
    """Whether `newer` is the same mail as `older`, for which no 250 was given yet."""
    return (
        bool(newer.fingerprint)  # without one nothing is known to be the same
        and older.state in (State.RECEIVED, State.ABANDONED)
        and older.account == newer.account
        and older.fingerprint == newer.fingerprint
    )


def note(earlier: Sequence[Entry]) -> str:
    """What the user should know about `earlier` mails of the same content; "": nothing."""
    for entry in earlier:
        if entry.state in _STILL_HERE:
            return _("The same mail is already waiting in MailGuard.")
        if entry.state in _GONE:
            at = entry.received_at.astimezone()
            return _("The same mail was already sent on {date} at {time}.").format(
                date=at.strftime("%Y-%m-%d"), time=at.strftime("%H:%M")
            )
    return ""
