"""What a user may do with a mail in a list: by its state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from mailguard.domain import command as c
from mailguard.domain.event import Summary
from mailguard.domain.state import State
from mailguard.i18n import N_, _
from ui.wording.entries import is_paused


class Deed(StrEnum):
    """Something to do with a mail. The first that a state permits is what Enter does."""

    REVIEW = "review"  # opens the review window
    UNDO = "undo"
    SEND_NOW = "send now"
    PAUSE = "pause"
    RETRY = "retry"
    IT_WENT = "it went"
    SEND_AGAIN = "send again"
    SEND_AFTER_ALL = "send after all"
    OPEN_DRAFT = "open draft"
    DETAILS = "details"


_LABELS = {
    Deed.REVIEW: N_("Review…"),
    Deed.UNDO: N_("Undo"),
    Deed.SEND_NOW: N_("Send now"),
    Deed.PAUSE: N_("Pause"),
    Deed.RETRY: N_("Try again"),
    Deed.IT_WENT: N_("It went"),
    Deed.SEND_AGAIN: N_("Send again"),
    Deed.SEND_AFTER_ALL: N_("Send after all"),
    Deed.OPEN_DRAFT: N_("Open the draft"),
    Deed.DETAILS: N_("Details…"),
}

_DEEDS: dict[State, tuple[Deed, ...]] = {
    State.RECEIVED: (Deed.REVIEW,),
    State.ASKING: (Deed.REVIEW,),
    State.DELAYED: (Deed.UNDO, Deed.PAUSE, Deed.SEND_NOW),
    State.APPROVAL: (Deed.UNDO,),
    State.PREPARING: (Deed.UNDO,),
    State.QUEUED: (Deed.UNDO, Deed.RETRY),
    State.UNCERTAIN: (Deed.IT_WENT, Deed.SEND_AGAIN),
    State.FAILED: (Deed.RETRY, Deed.UNDO),
    State.WITHDRAWN: (Deed.SEND_AFTER_ALL, Deed.OPEN_DRAFT),
    State.ABANDONED: (Deed.SEND_AFTER_ALL, Deed.OPEN_DRAFT),
}


def label(deed: Deed) -> str:
    """The word on the button."""
    return _(_LABELS[deed])


def deeds(summary: Summary) -> tuple[Deed, ...]:
    """What the user may do with this mail now."""
    some = _DEEDS.get(summary.state, ())
    if is_paused(summary):
        some = tuple(deed for deed in some if deed is not Deed.PAUSE)
    return (*some, Deed.DETAILS)


_COMMANDS: Mapping[Deed, Callable[[str], c.Command]] = {
    Deed.UNDO: c.Undo,
    Deed.SEND_NOW: c.ReleaseNow,
    Deed.PAUSE: c.Pause,
    Deed.RETRY: c.Retry,
    Deed.IT_WENT: lambda entry_id: c.Resolve(entry_id, went=True),
    Deed.SEND_AGAIN: lambda entry_id: c.Resolve(entry_id, went=False),
    Deed.SEND_AFTER_ALL: c.SendAfterAll,
}


def command(deed: Deed, entry_id: str) -> c.Command | None:
    """What to tell the engine for a deed; None where the desktop does it itself."""
    make = _COMMANDS.get(deed)
    return make(entry_id) if make else None
