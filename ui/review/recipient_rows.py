"""The recipients of a review as rows: by organisation, those outside first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import datetime

import msgspec
from msgspec.structs import replace

from mailguard.domain.finding import Severity
from mailguard.domain.inspection import Offer
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from mailguard.i18n import _, ngettext
from ui.review import marks
from ui.review.model import Review
from ui.widgets.rows import Fold, Row, Tick, Tone
from ui.wording import people
from ui.wording.review import HIDING

SHOWN = 8
"""People of one organisation that are shown before the rest is one closed row."""

_BADGE_TONES = {
    RecipientClass.OWN: Tone.GOOD,
    RecipientClass.GROUP: Tone.GOOD,
    RecipientClass.PARTNER: Tone.ACCENT,
    RecipientClass.EXTERNAL: Tone.ACCENT,
}


class _Card(msgspec.Struct, frozen=True):
    """An organisation, its people, and what is asked about them."""

    key: str
    people: tuple[Recipient, ...]
    tick: Tick
    demand: str
    hidden: bool  # the user chose that the recipients do not see each other

    @property
    def kind(self) -> RecipientClass:
        return self.people[0].kind

    @property
    def name(self) -> str:
        return self.people[0].organisation


def rows(review: Review, opened: Set[str], now: datetime) -> list[Row]:
    """Every recipient, as far as its organisation is `opened` (keys of rows) or short."""
    found = marks.marks(review.question.inspection)
    cards = sorted(_cards(review), key=_order)
    return [row for card in cards for row in _rows_of(card, opened, found, now)]


def _cards(review: Review) -> Iterator[_Card]:
    groups: dict[tuple[RecipientClass, str], list[Recipient]] = {}
    for recipient in review.question.preview.recipients:
        groups.setdefault((recipient.kind, recipient.organisation), []).append(recipient)
    for group in groups.values():
        key = marks.organisation_key(group[0])
        demand = review.demand(key)
        demand_id = demand.id if demand else ""
        hidden = Offer(HIDING) in review.chosen
        yield _Card(key, tuple(group), _tick(review, key), demand_id, hidden)


def _tick(review: Review, key: str) -> Tick:
    if review.decision is None:
        return Tick.NONE
    demand = review.demand(key)
    if demand is None:
        return Tick.GIVEN
    return Tick.DONE if review.is_met(demand) else Tick.OPEN


def _order(card: _Card) -> tuple[int, bool]:
    classes = list(RecipientClass)
    return -classes.index(card.kind), not card.demand


def _rows_of(
    card: _Card, opened: Set[str], found: dict[str, Severity], now: datetime
) -> Iterator[Row]:
    if card.kind is RecipientClass.OWN and not card.demand:
        yield from _own_rows(card, opened, found, now)
    elif _is_one_person(card):
        yield _alone(card, found, now)
    else:
        yield _head(card, now)
        yield from _people_rows(card, opened, found, now)


def _is_one_person(card: _Card) -> bool:
    """At a free-mail domain an address is an organisation of its own."""
    return len(card.people) == 1 and card.people[0].address.key == card.name.casefold()


def _alone(card: _Card, found: dict[str, Severity], now: datetime) -> Row:
    return replace(
        _person(card, card.people[0], found, now),
        tick=card.tick,
        demand=card.demand,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
    )


def _head(card: _Card, now: datetime) -> Row:
    new = sum(not people.is_known(person, now) for person in card.people)
    edge = people.count(len(card.people)) if len(card.people) > 1 else ""
    if new and card.demand:
        text = ngettext("{n} new", "{n} new", new).format(n=new)
        edge = f"{edge} · {text}" if edge else text
    return Row(
        key=card.key,
        card=card.key,
        head=True,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
        title=card.name,
        detail=_asked(card),
        edge=edge,
        tick=card.tick if card.demand else Tick.NONE,
        demand=card.demand,
    )


def _asked(card: _Card) -> str:
    if card.tick is not Tick.OPEN:
        return ""
    return ngettext("Is this person right?", "Are these people right?", len(card.people))


def _people_rows(
    card: _Card, opened: Set[str], found: dict[str, Severity], now: datetime
) -> Iterator[Row]:
    ordered = sorted(card.people, key=lambda each: _calm(each, found, now))
    key = f"{card.key}:more"
    shown = ordered if key in opened or len(ordered) <= SHOWN + 1 else ordered[:SHOWN]
    for person in shown:
        yield _person(card, person, found, now)
    if len(ordered) > SHOWN + 1:
        yield _more(card, key, len(ordered) - SHOWN, is_open=key in opened)


def _calm(recipient: Recipient, found: dict[str, Severity], now: datetime) -> int:
    """Lowest for whom the user should see first."""
    severity = found.get(marks.recipient_key(recipient.address.key), Severity(1) - 1)
    return -2 * int(severity) + people.is_known(recipient, now)


def _more(card: _Card, key: str, number: int, *, is_open: bool) -> Row:
    text = ngettext("{n} more person", "{n} more people", number).format(n=number)
    return Row(
        key=key,
        card=card.key,
        title=_("Show fewer") if is_open else text,
        fold=Fold.OPEN if is_open else Fold.CLOSED,
    )


def _person(card: _Card, recipient: Recipient, found: dict[str, Severity], now: datetime) -> Row:
    known = people.is_known(recipient, now)
    own = card.kind is RecipientClass.OWN
    key = marks.recipient_key(recipient.address.key)
    return Row(
        key=key,
        card=card.key,
        lead=(Field.BCC if card.hidden else recipient.field).value,
        title=recipient.name or str(recipient.address),
        detail=str(recipient.address) if recipient.name else "",
        edge="" if own and known else people.known_as(recipient, now),
        edge_tone=Tone.PLAIN if known or own else Tone.WARNING,
        tick=_person_tick(card, known=known),
        demand="" if known else card.demand,
        mark=found.get(key),
    )


def _person_tick(card: _Card, *, known: bool) -> Tick:
    """Known people come ticked; the others share the tick of their organisation."""
    if card.kind is RecipientClass.OWN:
        return Tick.NONE
    if card.tick is Tick.NONE:
        return Tick.SHARED  # not known yet: the room is kept
    return Tick.SHARED if card.tick is Tick.OPEN and not known else Tick.GIVEN


def _own_rows(
    card: _Card, opened: Set[str], found: dict[str, Severity], now: datetime
) -> Iterator[Row]:
    is_open = card.key in opened
    yield Row(
        key=card.key,
        card=card.key,
        head=True,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
        title=card.name,
        detail=people.count(len(card.people)),
        edge="" if is_open else _names(card.people),
        fold=Fold.OPEN if is_open else Fold.CLOSED,
        mark=max((found[key] for key in _keys(card.people) if key in found), default=None),
    )
    if is_open:
        for person in card.people:
            yield _person(card, person, found, now)


def _keys(recipients: Sequence[Recipient]) -> list[str]:
    return [marks.recipient_key(each.address.key) for each in recipients]


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
