"""The recipients of a review by organisation: what is asked and what was found about them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import datetime

import msgspec

from mailguard.domain.finding import Severity
from mailguard.domain.recipient import Recipient, RecipientClass
from ui.review import marks
from ui.review.model import Review
from ui.widgets.rows import Tick
from ui.wording import people

HINTS = "hints"
"""The key by which notices are `opened`."""

NOTHING = 0
"""Lower than every Severity."""


class Card(msgspec.Struct, frozen=True):
    """An organisation, its people, and what is asked about them."""

    key: str
    people: tuple[Recipient, ...]  # whom the user should see first come first
    tick: Tick
    demand: str  # the id of what is asked about the organisation
    at_person: bool  # it is met at a finding, not at the organisation's own row
    told_of: int  # people about whom a finding is shown; they come first

    @property
    def kind(self) -> RecipientClass:
        return self.people[0].kind

    @property
    def name(self) -> str:
        return self.people[0].organisation


class Sight(msgspec.Struct, frozen=True):
    """What every row is made with."""

    review: Review
    opened: Set[str]
    now: datetime
    found: dict[str, Severity]  # the worst finding of each row

    def severity(self, recipient: Recipient) -> int:
        return self.found.get(marks.recipient_key(recipient.address.key), NOTHING)

    def is_urgent(self, recipient: Recipient) -> bool:
        return self.severity(recipient) > Severity.NOTICE

    def is_told_of(self, recipient: Recipient) -> bool:
        least = Severity.NOTICE if HINTS in self.opened else Severity.WARNING
        return self.severity(recipient) >= least

    def calm(self, recipient: Recipient) -> int:
        """Lowest for whom the user should see first."""
        return -2 * self.severity(recipient) + people.is_known(recipient, self.now)


def cards_of(sight: Sight) -> list[Card]:
    """The cards: first those about which something is found that interrupts, then those outside."""
    return sorted(_cards(sight), key=lambda card: _order(card, sight))


def asked_about(review: Review, organisation: str) -> int:
    """How many people the tick of an organisation is about."""
    found = marks.worst(marks.placed(review.question.inspection))
    sight = Sight(review, frozenset(), datetime.now().astimezone(), found)
    those = [r for r in review.question.preview.recipients if r.organisation == organisation]
    return sum(sight.is_urgent(r) or not people.is_known(r, sight.now) for r in those)


def _cards(sight: Sight) -> Iterator[Card]:
    groups: dict[tuple[RecipientClass, str], list[Recipient]] = {}
    for recipient in sight.review.question.preview.recipients:
        groups.setdefault((recipient.kind, recipient.organisation), []).append(recipient)
    at_findings = {demand.id for demand in marks.deeds(sight.review).values()}
    for group in groups.values():
        key = marks.organisation_key(group[0])
        demand = sight.review.demand(key)
        yield Card(
            key,
            tuple(sorted(group, key=sight.calm)),
            _tick(sight.review, key),
            demand.id if demand else "",
            key in at_findings,
            sum(map(sight.is_told_of, group)),
        )


def _tick(review: Review, key: str) -> Tick:
    if review.decision is None:
        return Tick.NONE
    demand = review.demand(key)
    if demand is None:
        return Tick.GIVEN
    return Tick.DONE if review.is_met(demand) else Tick.OPEN


def _order(card: Card, sight: Sight) -> tuple[int, int, bool]:
    worst = max(map(sight.severity, card.people))
    interrupting = worst if worst > Severity.NOTICE else NOTHING
    return -interrupting, -list(RecipientClass).index(card.kind), not card.demand
