"""Mail in MailGuard as lists and cards speak of it: its state, its time, its reason."""

from __future__ import annotations

from datetime import datetime

from mailguard.domain.entry import Channel
from mailguard.domain.event import Summary
from mailguard.domain.state import State
from mailguard.i18n import N_, _, ngettext
from ui.wording import times

_STATES = {
    State.RECEIVED: N_("waits for your answer"),
    State.ASKING: N_("waits for your answer"),
    State.DELAYED: N_("waits for its time"),
    State.APPROVAL: N_("waits for approval"),
    State.PREPARING: N_("is being prepared"),
    State.QUEUED: N_("waits for the server"),
    State.SENDING: N_("is being sent"),
    State.UNCERTAIN: N_("may or may not have gone"),
    State.SENT: N_("sent"),
    State.FAILED: N_("could not be sent"),
    State.WITHDRAWN: N_("taken back"),
    State.REFUSED: N_("back to editing"),
    State.ABANDONED: N_("not sent: the mail program gave up"),
    State.SUPERSEDED: N_("replaced by a newer try"),
}


def state(summary: Summary) -> str:
    """The state of a mail in a few words."""
    if is_paused(summary):
        return _("held until you let it go")
    return state_name(summary.state)


def state_name(of: State) -> str:
    """A state in a few words."""
    return _(_STATES[of])


_BY = {
    Channel.DESKTOP: N_("by you"),
    Channel.COMMAND_LINE: N_("by command line"),
    Channel.ENGINE: N_("by MailGuard"),
}


def by(channel: str) -> str:
    """Who did something to a mail, from the journal's word for it."""
    return _(_BY[Channel(channel)]) if channel in _BY else channel


def is_paused(summary: Summary) -> bool:
    """Whether it waits without a time at which it leaves."""
    return summary.state is State.DELAYED and summary.release_at is None


def is_scheduled(summary: Summary) -> bool:
    """Whether it leaves at a time of the calendar."""
    return summary.state is State.DELAYED and summary.scheduled and not is_paused(summary)


def subject(summary: Summary) -> str:
    """Its subject, or that it has none."""
    return summary.subject.strip() or _("(no subject)")


def when(summary: Summary, now: datetime) -> str:
    """When it leaves, for a mail with a time; else when it came."""
    if summary.state is State.DELAYED and summary.release_at is not None:
        return leaves(summary.release_at, now, scheduled=summary.scheduled)
    return times.moment(summary.received_at, now)


def leaves(at: datetime, now: datetime, *, scheduled: bool) -> str:
    """When a mail leaves; a time of the calendar with its day."""
    time = times.appointment(at, now) if scheduled else times.moment(at, now)
    return _("leaves {time}").format(time=time)


def countdown(left: float) -> str:
    """How long until a mail leaves."""
    if left <= 0:
        return _("Sending now…")
    return _("Sending in {span}").format(span=times.span(left))


def waiting(number: int) -> str:
    """How many mails wait, for the tray."""
    if not number:
        return _("MailGuard: nothing waits")
    text = ngettext("MailGuard: {n} mail waits", "MailGuard: {n} mails wait", number)
    return text.format(n=number)
