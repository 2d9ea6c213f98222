"""Which findings speak of which row, and where what they demand is met. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from mailguard.domain.finding import Finding, OfAttachment, OfRecipient, OfSubject, Severity
from mailguard.domain.inspection import Demand, Inspection, Offer
from mailguard.domain.recipient import Recipient
from ui.review.model import Review

SUBJECT = "subject"
"""The key of the subject."""

ON_TOP = ""
"""The key of what speaks of no row: the list over all rows."""

_SAID_BY_THE_ROW = frozenset({"first-contact"})
"""Checks whose notice a recipient's row says by itself."""


class Placed(msgspec.Struct, frozen=True):
    """A finding, its number in the inspection, and the key of the row where it is shown."""

    number: int
    finding: Finding
    key: str

    @property
    def interrupts(self) -> bool:
        """Whether it may ask for something."""
        return self.finding.severity > Severity.NOTICE


def recipient_key(address: str) -> str:
    """The key of a recipient's row; `address` is an Address.key."""
    return f"recipient:{address}"


def attachment_key(index: int) -> str:
    """The key of an attachment's row, which is also the id of the demand that stands there."""
    return f"attachment:{index}"


def checklist_key(index: int) -> str:
    """The id of the demand that stands at a sentence of the checklist."""
    return f"checklist:{index}"


def organisation_key(recipient: Recipient) -> str:
    """The key of an organisation's row, which is also the id of the demand that stands there."""
    return f"organisation:{recipient.organisation}"


def placed(inspection: Inspection | None) -> list[Placed]:
    """Every finding once, the most severe first."""
    if inspection is None:
        return []
    found = (Placed(n, f, _key(f, inspection)) for n, f in enumerate(inspection.findings))
    said = (each for each in found if each.interrupts or not _is_said(each.finding))
    return sorted(said, key=lambda each: -each.finding.severity)


def _is_said(finding: Finding) -> bool:
    return finding.check in _SAID_BY_THE_ROW and isinstance(finding.place, OfRecipient)


def _key(finding: Finding, inspection: Inspection) -> str:
    """The key of its row; ON_TOP too where that row is not there."""
    match finding.place:
        case OfRecipient(address=address):
            keys = {each.address.key for each in inspection.preview.recipients}
            return recipient_key(address) if address in keys else ON_TOP
        case OfAttachment(index=index):
            return attachment_key(index) if index < len(inspection.attachments) else ON_TOP
        case OfSubject():
            return SUBJECT
    return ON_TOP


def worst(found: Iterable[Placed]) -> dict[str, Severity]:
    """The worst finding for each row that has one."""
    severities: dict[str, Severity] = {}
    for each in found:
        before = severities.get(each.key, each.finding.severity)
        severities[each.key] = max(each.finding.severity, before)
    return severities


def deeds(review: Review) -> dict[int, Demand]:
    """The demands that are met at a finding, by its number; each stands at one finding only."""
    found: dict[int, Demand] = {}
    taken: set[str] = set()
    for each in placed(review.question.inspection):
        demand = demand_of(review, each)
        if demand is not None and demand.id not in taken:
            taken.add(demand.id)
            found[each.number] = demand
    return found


def demand_of(review: Review, each: Placed) -> Demand | None:
    """What settles a finding: its own demand, that of its row, or what was typed for the row."""
    if not each.interrupts:
        return None
    own = review.demand(f"finding:{each.number}")
    return own or review.demand(_row_demand(review, each)) or _typed_for(review, each.key)


def _row_demand(review: Review, each: Placed) -> str:
    place = each.finding.place
    if isinstance(place, OfRecipient) and each.key:
        people = review.question.preview.recipients
        return next(organisation_key(one) for one in people if one.address.key == place.address)
    return each.key


def _typed_for(review: Review, key: str) -> Demand | None:
    same = (other for other in placed(review.question.inspection) if key and other.key == key)
    return next(filter(None, (review.demand(f"finding:{other.number}") for other in same)), None)


def offers(review: Review, found: Sequence[Placed]) -> dict[int, tuple[Offer, ...]]:
    """What mends a finding with one click, by its number; once for each row."""
    offered: dict[int, tuple[Offer, ...]] = {}
    taken: set[Offer] = set()
    for each in found:
        wanted = [o for o in review.offers if o not in taken and _mends(o, each, review)]
        if wanted and each.interrupts:
            taken.update(wanted)
            offered[each.number] = tuple(wanted)
    return offered


def _mends(offer: Offer, each: Placed, review: Review) -> bool:
    place = each.finding.place
    if offer.argument:
        return isinstance(place, OfRecipient) and place.address == offer.argument
    demand = demand_of(review, each)
    return demand is not None and offer in demand.settled_by
