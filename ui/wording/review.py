"""What the review window says: its headline, its counts, and what happens after Send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailguard.domain.event import Summary
from mailguard.domain.finding import OfText, Place
from mailguard.domain.inspection import Decision, Inspection, Preview
from mailguard.domain.mail import MailKind
from mailguard.domain.recipient import Recipient
from mailguard.domain.state import State
from mailguard.i18n import N_, _, ngettext
from ui.wording import people, times


def headline(inspection: Inspection | None, left: int) -> str:
    """The state of a review in one sentence."""
    if inspection is None:
        return _("Checking this mail…")
    if inspection.decision.refusals:
        return _("This mail cannot leave like this")
    if left:
        text = ngettext("Please check {n} thing first", "Please check {n} things first", left)
        return text.format(n=left)
    if inspection.unchecked:
        return _("Ready to send, but not everything could be checked")
    return _("Ready to send")


def things_left(left: int) -> str:
    """The same number as in the headline, for beside the button."""
    return ngettext("{n} left", "{n} left", left).format(n=left)


def counts(preview: Preview, inspection: Inspection | None, recipients: Sequence[Recipient]) -> str:
    """Who and what, in numbers; `recipients`: those who will get it."""
    parts = [people.counts(recipients)]
    if inspection is not None:
        parts.append(_attachments(inspection))
    if preview.kind is MailKind.CALENDAR:
        parts.append(_("calendar invitation"))
    return " · ".join(part for part in parts if part)


def _attachments(inspection: Inspection) -> str:
    number = sum(not attachment.inline for attachment in inspection.attachments)
    if not number:
        return _("no attachments")
    return ngettext("{n} attachment", "{n} attachments", number).format(n=number)


def departure(decision: Decision, now: datetime) -> str:
    """What Send leads to."""
    if decision.hold:
        return _("stays here until you let it go")
    if decision.not_before is not None:
        time = times.appointment(decision.not_before, now)
        return _("leaves on {time}; undo until then").format(time=time)
    if decision.delay <= 0:
        return _("leaves right after Send")
    return _("leaves {span} after Send; undo until then").format(span=times.span(decision.delay))


def send_later(at: datetime, now: datetime) -> str:
    """The label of the button that puts the mail off."""
    return _("Send on {time}").format(time=times.appointment(at, now))


def outside_hours() -> str:
    """What to know before a mail is put off."""
    return _("Outside office hours. At the later time this computer has to be on.")


_BACK = {
    State.RECEIVED: N_("Back to editing"),
    State.ASKING: N_("Keep as a draft"),
}
_NOT_SENT = N_("Do not send")


def back(summary: Summary) -> str:
    """The word for not sending: where the mail is then."""
    return _(_BACK.get(summary.state, _NOT_SENT))


def whereabouts(summary: Summary) -> str:
    """Where the mail is, when it is no longer where the user expects it."""
    if summary.state is State.ASKING:
        return _(
            "This mail is in MailGuard now: your mail program was told that it is accepted. "
            "It leaves only when you press Send."
        )
    if summary.state is State.ABANDONED:
        return _(
            "Your mail program believes that this mail was not sent. "
            "Send it here only if you do not send it again there."
        )
    return ""


def show(place: Place) -> str:
    """The label of the link that jumps to a finding's words; "" where it speaks of none."""
    return _("Show the place in the text") if isinstance(place, OfText) else ""


def confirms() -> str:
    """What the tick of a finding about the mail says."""
    return _("I have checked this")


def confirms_people(number: int) -> str:
    """What the tick says at a finding about one of so many people of an organisation."""
    return ngettext("This recipient is right", "These recipients are right", number)


def confirms_file() -> str:
    """What the tick at a finding about a file says."""
    return _("This file may be sent")


HIDING = "visible-to-bcc"
"""The action by which the recipients do not see each other any more."""

LEAVING_OUT = "remove-recipient"
"""The action by which one recipient does not get the mail."""

_OFFERS = {HIDING: N_("Make it Bcc"), LEAVING_OUT: N_("Remove this recipient")}


def offer(action: str) -> str:
    """The label of an action that the review offers."""
    return _(_OFFERS[action]) if action in _OFFERS else action


_OFFERED = {
    HIDING: N_("All recipients move to Bcc: nobody sees the others."),
    LEAVING_OUT: N_("This recipient will not get the mail."),
}


def offer_taken(action: str) -> str:
    """What an action that the user chose will do."""
    return _(_OFFERED[action]) if action in _OFFERED else _("This will be done when you send.")


def waiting(others: int) -> str:
    """How many other questions wait behind this one."""
    return ngettext("{n} more waiting", "{n} more waiting", others).format(n=others)
