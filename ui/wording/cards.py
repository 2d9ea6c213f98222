"""What the cards say."""

from __future__ import annotations

from datetime import datetime

from mailguard.domain.event import Summary
from mailguard.domain.state import State
from mailguard.i18n import N_, _
from ui.wording import entries, people, times

_TITLES = {
    State.SENT: N_("Sent"),
    State.WITHDRAWN: N_("Taken back: nothing was sent"),
    State.FAILED: N_("This mail could not be sent"),
    State.UNCERTAIN: N_("This mail may or may not have gone"),
    State.APPROVAL: N_("Waits for approval"),
    State.PREPARING: N_("Is being prepared"),
    State.QUEUED: N_("Waits for the server"),
    State.SENDING: N_("Sending now…"),
}


_WOULD_LEAVE = frozenset({State.DELAYED, State.PREPARING, State.QUEUED})


def title(summary: Summary, left: float, now: datetime, *, held: bool = False) -> str:
    """The first line of a card; `left` in seconds, for one that counts down; `held`: nothing
    leaves just now.
    """
    if entries.is_paused(summary):
        return _("Held until you let it go")
    if entries.is_scheduled(summary) and summary.release_at is not None:
        time = times.appointment(summary.release_at, now)
        return _("Leaves on {time}").format(time=time)
    if held and summary.state in _WOULD_LEAVE:
        return _("Held with all other mail")
    if summary.state is State.DELAYED:
        return entries.countdown(left)
    return _(_TITLES[summary.state]) if summary.state in _TITLES else entries.state(summary)


def about(summary: Summary) -> str:
    """Which mail it is."""
    return f"{entries.subject(summary)} → {people.addressees(summary)}"
