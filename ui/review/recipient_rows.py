"""The recipients of a review as rows: by organisation, those outside first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import datetime

from msgspec.structs import replace

from mailguard.domain.finding import Severity
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from mailguard.i18n import _, ngettext
from ui.review import marks
from ui.review.model import Review
from ui.review.recipient_cards import NOTHING, Card, Sight, cards_of
from ui.widgets.rows import Fold, Row, Tick, Tone
from ui.wording import people

SHOWN = 8
"""People of one organisation that are shown before the rest is one closed row."""

_BADGE_TONES = {
    RecipientClass.OWN: Tone.GOOD,
    RecipientClass.GROUP: Tone.GOOD,
    RecipientClass.PARTNER: Tone.ACCENT,
    RecipientClass.EXTERNAL: Tone.ACCENT,
}


def rows(review: Review, opened: Set[str], now: datetime) -> list[Row]:
    """Every recipient, as far as its organisation is `opened` (keys of rows) or short.

    People about whom a finding is shown are always among them.
    """
    found = marks.worst(marks.placed(review.question.inspection))
    sight = Sight(review, opened, now, found)
    return [row for card in cards_of(sight) for row in _rows_of(card, sight)]


def _rows_of(card: Card, sight: Sight) -> Iterator[Row]:
    if card.kind is RecipientClass.OWN and (card.at_person or not card.demand):
        yield from _own_rows(card, sight)
    elif _is_one_person(card):
        yield _alone(card, sight)
    else:
        yield _head(card, sight)
        yield from _people_rows(card, sight)


def _is_one_person(card: Card) -> bool:
    """At a free-mail domain an address is an organisation of its own."""
    return len(card.people) == 1 and card.people[0].address.key == card.name.casefold()


def _alone(card: Card, sight: Sight) -> Row:
    row = _person(card, card.people[0], sight)
    return replace(
        row,
        tick=row.tick if row.struck or sight.is_urgent(card.people[0]) else card.tick,
        demand=card.demand,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
    )


def _head(card: Card, sight: Sight) -> Row:
    new = sum(not people.is_known(person, sight.now) for person in card.people)
    edge = people.count(len(card.people)) if len(card.people) > 1 else ""
    has_tick = bool(card.demand) and not card.at_person
    if new and has_tick:
        text = ngettext("{n} new", "{n} new", new).format(n=new)
        edge = f"{edge} · {text}" if edge else text
    if not has_tick:
        return replace(_heading(card), edge=edge)
    return replace(
        _heading(card), detail=_asked(card), edge=edge, tick=card.tick, demand=card.demand
    )


def _heading(card: Card) -> Row:
    return Row(
        key=card.key,
        card=card.key,
        head=True,
        badge=people.kind(card.kind),
        badge_tone=_BADGE_TONES[card.kind],
        title=card.name,
    )


def _asked(card: Card) -> str:
    if card.tick is not Tick.OPEN:
        return ""
    return ngettext("Is this person right?", "Are these people right?", len(card.people))


def _people_rows(card: Card, sight: Sight) -> Iterator[Row]:
    key = f"{card.key}:more"
    is_open = key in sight.opened
    first = max(SHOWN, card.told_of)
    is_short = len(card.people) <= first + 1
    for person in card.people if is_open or is_short else card.people[:first]:
        yield _person(card, person, sight)
    if not is_short:
        yield _more(card, key, card.people[first:], sight, is_open=is_open)


def _more(card: Card, key: str, hidden: Sequence[Recipient], sight: Sight, *, is_open: bool) -> Row:
    number = len(hidden)
    text = ngettext("{n} more person", "{n} more people", number).format(n=number)
    return Row(
        key=key,
        card=card.key,
        title=_("Show fewer") if is_open else text,
        fold=Fold.OPEN if is_open else Fold.CLOSED,
        mark=None if is_open else _hidden_mark(hidden, sight),
    )


def _hidden_mark(hidden: Sequence[Recipient], sight: Sight) -> Severity | None:
    worst = max(map(sight.severity, hidden), default=NOTHING)
    return Severity(worst) if worst else None


def _person(card: Card, recipient: Recipient, sight: Sight) -> Row:
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


def _person_tick(card: Card, *, known: bool, urgent: bool) -> Tick:
    """Known people come ticked; the others share the tick of their organisation, or a finding's."""
    if card.kind is RecipientClass.OWN:
        return Tick.NONE
    if card.tick is Tick.NONE:
        return Tick.SHARED  # not known yet: the room is kept
    waits = card.tick is Tick.OPEN and not known
    return Tick.SHARED if urgent or waits else Tick.GIVEN


def _own_rows(card: Card, sight: Sight) -> Iterator[Row]:
    is_open = card.key in sight.opened
    shown, hidden = card.people[: card.told_of], card.people[card.told_of :]
    yield replace(
        _heading(card),
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
