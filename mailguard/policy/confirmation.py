"""What a danger takes: the user types something, once in a mail."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from mailguard.domain.finding import About, Finding, OfRecipient, Severity
from mailguard.domain.inspection import Act, Demand
from mailguard.domain.recipient import OUTSIDE, Field, Recipient
from mailguard.i18n import _


class Confirmation(msgspec.Struct, frozen=True):
    """The one thing that has to be typed, and the finding it belongs to."""

    index: int
    demand: Demand
    organisation: str = ""  # whose domain is typed; "": it is something else


def confirmation(
    findings: Sequence[Finding], recipients: Sequence[Recipient]
) -> Confirmation | None:
    """What has to be typed before the mail may leave; None where nothing is a danger.

    Each danger has its way, and the first way that one of them has is taken, in this order:
    a danger about one recipient takes that recipient's domain (at free mail the part before the
    at sign); one about whom it is for, where only one outside organisation gets it, that domain;
    one about how many, the number; every other a reason.
    """
    dangers = [(n, f) for n, f in enumerate(findings) if f.severity is Severity.DANGER]
    found = [_confirmation(index, finding, recipients) for index, finding in dangers]
    return min(found, key=lambda one: _rank(one, findings[one.index]), default=None)


def outside_organisations(recipients: Sequence[Recipient]) -> dict[str, Recipient]:
    """The outside organisations that get it, each with one who belongs to it."""
    return {each.organisation: each for each in recipients if each.kind in OUTSIDE}


def _rank(one: Confirmation, finding: Finding) -> tuple[bool, bool]:
    about_one = isinstance(finding.place, OfRecipient)
    return one.demand.act is Act.REASON, not about_one


def _confirmation(index: int, finding: Finding, recipients: Sequence[Recipient]) -> Confirmation:
    demand_id = f"finding:{index}"
    if recipient := _meant(finding, recipients):
        word = _word(recipient)
        label = _("To go on, type {word}").format(word=word)
        typed = Demand(demand_id, Act.TYPE, word, label=label)
        return Confirmation(index, typed, recipient.organisation)
    if finding.about is About.CROWD:
        number = f"{_visible(recipients)}"
        label = _("To go on, type how many people that is: {number}").format(number=number)
        return Confirmation(index, Demand(demand_id, Act.TYPE, number, label=label))
    label = _("To go on, write why it may leave. The reason is kept with the mail.")
    return Confirmation(index, Demand(demand_id, Act.REASON, label=label))


def _meant(finding: Finding, recipients: Sequence[Recipient]) -> Recipient | None:
    """The one recipient a danger is about, or one of the only organisation it can be about."""
    if isinstance(finding.place, OfRecipient):
        key = finding.place.address
        return next((each for each in recipients if each.address.key == key), None)
    outside = outside_organisations(recipients)
    if finding.about is About.ADDRESSEE and len(outside) == 1:
        return next(iter(outside.values()))
    return None


def _word(recipient: Recipient) -> str:
    """The domain in letters that every keyboard has; the part before the at sign at free mail."""
    if "@" in recipient.organisation:
        return recipient.address.local
    domain = recipient.address.domain.rstrip(".")
    try:
        return domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return domain


def _visible(recipients: Sequence[Recipient]) -> int:
    seen = (r for r in recipients if r.kind in OUTSIDE and r.field is not Field.BCC)
    return len({recipient.address.key for recipient in seen})
