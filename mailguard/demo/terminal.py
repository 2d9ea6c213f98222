"""The review in a terminal: for a machine without a display, and for answers given beforehand."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from mailguard.control.client import Client
from mailguard.domain.command import Acknowledge, Answer, Choice, Declined, Undo
from mailguard.domain.event import Asked, Inspected, Summary
from mailguard.domain.finding import Severity
from mailguard.domain.inspection import Inspection
from mailguard.domain.recipient import RecipientClass
from mailguard.i18n import _

_MARKS = {Severity.NOTICE: "i", Severity.WARNING: "!", Severity.DANGER: "!!"}


class Reaction(StrEnum):
    """What the user does with a mail of the demo."""

    SEND = "send"
    BACK = "back"
    UNDO = "undo"  # send, then take back


def review(window: Client, say: Callable[[str], None], react: Callable[[], Reaction]) -> Reaction:
    """Wait for a question, show it, and answer as `react` says. Raises ChannelError."""
    summary: Summary | None = None
    for event in window.events():
        if isinstance(event, Asked):
            summary = event.summary
            window.request(Acknowledge(summary.id, summary.revision))
        elif isinstance(event, Inspected) and summary is not None:
            show(summary, event.inspection, say)
            reaction = react()
            _answer(window, event, reaction, say)
            return reaction
    raise AssertionError("events end with an error only")


def show(summary: Summary, inspection: Inspection, say: Callable[[str], None]) -> None:
    """The review, in lines."""
    say(f"  {summary.subject}")
    for recipient in inspection.preview.recipients:
        own = recipient.kind is RecipientClass.OWN
        kind = _("internal") if own else _("external")
        known = "" if own or recipient.known else _("first time")
        say(f"    {recipient.field:<4}{recipient.address}  ({kind}) {known}".rstrip())
    for attachment in inspection.attachments:
        say(f"    + {attachment.name}  {attachment.size} B  {attachment.real_type}")
    for finding in inspection.findings:
        say(f"    {_MARKS[finding.severity]:<3}{finding.sentence}")
        for line in finding.evidence:
            say(f"       {line}")


def _answer(
    window: Client, asked: Inspected, reaction: Reaction, say: Callable[[str], None]
) -> None:
    choice = Choice.BACK if reaction is Reaction.BACK else Choice.SEND
    decision = asked.inspection.decision
    # who answers here has read the lines above: that meets what the window asks to tick
    met = tuple(demand.id for demand in decision.demands)
    written = {each.id: each.expected or _("sent in the demo") for each in decision.demands}
    hiding = tuple(offer for offer in decision.offers if not offer.argument)
    answer = Answer(asked.id, asked.revision, choice, met, hiding, written)
    response = window.request(answer)
    if isinstance(response, Declined):
        say(f"  {response.sentence}")
    elif reaction is Reaction.UNDO:
        window.request(Undo(asked.id))
