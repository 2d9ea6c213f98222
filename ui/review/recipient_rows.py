"""The recipients of a review as rows: by organisation, those outside first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import datetime

import msgspec
from msgspec.structs import replace

from mailguard.domain.finding import Severity
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from mailguard.i18n import _, ngettext
from ui.review import marks
from ui.review.model import Review
from ui.widgets.rows import Fold, Row, Tick, Tone
from ui.wording import people

SHOWN = 8
"""People of one organisation that are shown before the rest is one closed row."""

HINTS = "hints"
"""The key by which notices are `opened`."""

_NOTHING = 0
_BADGE_TONES = {
    RecipientClass.OWN: Tone.GOOD,
    RecipientClass.GROUP: Tone.GOOD,
    RecipientClass.PARTNER: Tone.ACCENT,
    RecipientClass.EXTERNAL: Tone.ACCENT,
}


class _Card(msgspec.Struct, frozen=True):
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


class _Sight(msgspec.Struct, frozen=True):
    """What every row is made with."""

    review: Review
    opened: Set[str]
    now: datetime
    found: dict[str, Severity]  # the worst finding of each row

    def severity(self, recipient: Recipient) -> int:
        return self.found.get(marks.recipient_key(recipient.address.key), _NOTHING)

    def is_urgent(self, recipient: Recipient) -> bool:
        return self.severity(recipient) > Severity.NOTICE

    def is_told_of(self, recipient: Recipient) -> bool:
        least = Severity.NOTICE if HINTS in self.opened else Severity.WARNING
        return self.severity(recipient) >= least

    def calm(self, recipient: Recipient) -> int:
        """Lowest for whom the user should see first."""
        return -2 * self.severity(recipient) + people.is_known(recipient, self.now)


def rows(review: Review, opened: Set[str], now: datetime) -> list[Row]:
    """Every recipient, as far as its organisation is `opened` (keys of rows) or short.

    People about whom a finding is shown are always among them.
    """
    found = marks.worst(marks.placed(review.question.inspection))
    sight = _Sight(review, opened, now, found)
    cards = sorted(_cards(sight), key=lambda card: _order(card, sight))
    return [row for card in cards for row in _rows_of(card, sight)]


def asked_about(review: Review, organisation: str) -> int:
    """How many people the tick of an organisation is about."""
    found = marks.worst(marks.placed(review.question.inspection))
    sight = _Sight(review, frozenset(), datetime.now().astimezone(), found)
    those = [r for r in review.question.preview.recipients if r.organisation == organisation]
    return sum(sight.is_urgent(r) or not people.is_known(r, sight.now) for r in those)


def _cards(sight: _Sight) -> Iterator[_Card]:
    groups: dict[tuple[RecipientClass, str], list[Recipient]] = {}
    for recipient in sight.review.question.preview.recipients:
        groups.setdefault((recipient.kind, recipient.organisation), []).append(recipient)
    at_findings = {demand.id for demand in marks.deeds(sight.review).values()}
    for group in groups.values():
        key = marks.organisation_key(group[0])
        demand = sight.review.demand(key)
        yield _Card(
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


def _order(card: _Card, sight: _Sight) -> tuple[int, int, bool]:
    worst = max(map(sight.severity, card.people))
    interrupting = worst if worst > Severity.NOTICE else _NOTHING
    return -interrupting, -list(RecipientClass).index(card.kind), not card.demand


def _rows_of(card: _Card, sight: _Sight) -> Iterator[Row]:
    if card.kind is RecipientClass.OWN and (card.at_person or not card.demand):
        yield from _own_rows(card, sight)
    elif _is_one_person(card):
        yield _alone(card, sight)
    else:
        yield _head(card, sight)
        yield from _people_rows(card, sight)


def _is_one_person(card: _Card) -> bool:
    """At a free-mail domain an address is an organisation of its own."""
    return len(card.people) == 1 and card.people[0].address.key == card.name.casefold()


def _alone(card: _Card, sight: _Sight) -> Row:
    row = _person(card, card.people[0], sight)
    return replace(
        row,
        tick=row.tick if row.struck or sight.is_urgent(card.people[0]) else card.tick,
        demand=card.demand,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
    )


def _head(card: _Card, sight: _Sight) -> Row:
    new = sum(not people.is_known(person, sight.now) for person in card.people)
    edge = people.count(len(card.people)) if len(card.people) > 1 else ""
    has_tick = bool(card.demand) and not card.at_person
    if new and has_tick:
        text = ngettext("{n} new", "{n} new", new).format(n=new)
        edge = f"{edge} · {text}" if edge else text
    return Row(
        key=card.key,
        card=card.key,
        head=True,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
        title=card.name,
        detail=_asked(card) if has_tick else "",
        edge=edge,
        tick=card.tick if has_tick else Tick.NONE,
        demand=card.demand if has_tick else "",
    )


def _asked(card: _Card) -> str:
    if card.tick is not Tick.OPEN:
        return ""
    return ngettext("Is this person right?", "Are these people right?", len(card.people))


def _people_rows(card: _Card, sight: _Sight) -> Iterator[Row]:
    key = f"{card.key}:more"
    is_open = key in sight.opened
    first = max(SHOWN, card.told_of)
    is_short = len(card.people) <= first + 1
    for person in card.people if is_open or is_short else card.people[:first]:
        yield _person(card, person, sight)
    if not is_short:
        yield _more(card, key, card.people[first:], sight, is_open=is_open)


def _more(
    card: _Card, key: str, hidden: Sequence[Recipient], sight: _Sight, *, is_open: bool
) -> Row:
    number = len(hidden)
    text = ngettext("{n} more person", "{n} more people", number).format(n=number)
    return Row(
        key=key,
        card=card.key,
        title=_("Show fewer") if is_open else text,
        fold=Fold.OPEN if is_open else Fold.CLOSED,
        mark=None if is_open else _hidden_mark(hidden, sight),
    )


def _hidden_mark(hidden: Sequence[Recipient], sight: _Sight) -> Severity | None:
    worst = max(map(sight.severity, hidden), default=_NOTHING)
    return Severity(worst) if worst else None


def _person(card: _Card, recipient: Recipient, sight: _Sight) -> Row:
    known = people.is_known(recipient, sight.now)
    own = card.kind is RecipientClass.OWN
    urgent = sight.is_urgent(recipient)
    row = Row(
        key=marks.recipient_key(recipient.address.key),
        card=card.key,
        lead=(Field.BCC if sight.review.hides else recipient.field).value,
        title=recipient.name or str(recipient.address),
        detail=str(recipient.address) if recipient.name else "",
        edge="" if own and known else people.known_as(recipient, sight.now),
        edge_tone=Tone.PLAIN if known or own else Tone.WARNING,
        tick=_person_tick(card, known=known, urgent=urgent),
        demand=card.demand if urgent or not known else "",
    )
    if recipient.address.key not in sight.review.left_out:
        return row
    tick = Tick.NONE if row.tick is Tick.NONE else Tick.SHARED
    edge = _("will not get it")
    return replace(row, struck=True, edge=edge, edge_tone=Tone.PLAIN, tick=tick, demand="")


def _person_tick(card: _Card, *, known: bool, urgent: bool) -> Tick:
    """Known people come ticked; the others share the tick of their organisation, or a finding's."""
    if card.kind is RecipientClass.OWN:
        return Tick.NONE
    if card.tick is Tick.NONE:
        return Tick.SHARED  # not known yet: the room is kept
    waits = card.tick is Tick.OPEN and not known
    return Tick.SHARED if urgent or waits else Tick.GIVEN


def _own_rows(card: _Card, sight: _Sight) -> Iterator[Row]:
    is_open = card.key in sight.opened
    shown, hidden = card.people[: card.told_of], card.people[card.told_of :]
    yield Row(
        key=card.key,
        card=card.key,
        head=True,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
        title=card.name,
        detail=people.count(len(card.people)),
        edge="" if is_open else _names(hidden),
        fold=(Fold.OPEN if is_open else Fold.CLOSED) if hidden else Fold.NONE,
        mark=None if is_open else _hidden_mark(hidden, sight),
    )
    for person in card.people if is_open else shown:
        yield _person(card, person, sight)


def _names(recipients: Sequence[Recipient]) -> str:
    return ", ".join(each.name or each.address.local for each in recipients[:SHOWN])


def fold_around(review: Review, key: str) -> str:
    """The key of the closed row behind which the row `key` may be; "" for none."""
    for recipient in review.question.preview.recipients:
        if marks.recipient_key(recipient.address.key) == key:
            own = recipient.kind is RecipientClass.OWN
            organisation = marks.organisation_key(recipient)
            return organisation if own else f"{organisation}:more"
    return ""
