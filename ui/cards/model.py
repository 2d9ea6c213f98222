"""The cards on the screen as values: what each says, and when it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from mailguard.domain.event import Summary
from mailguard.domain.state import State
from ui.read_model import Waiting
from ui.wording.entries import is_paused, is_scheduled


class Look(StrEnum):
    """What a card is about."""

    COUNTING = "counting"  # it can be taken back
    LEAVING = "leaving"
    PAUSED = "paused"
    SCHEDULED = "scheduled"  # it leaves at a time of the calendar
    SENT = "sent"
    TAKEN_BACK = "taken back"
    TROUBLE = "trouble"


class Card(msgspec.Struct, frozen=True):
    """One card; times are this computer's monotonic clock."""

    summary: Summary
    look: Look
    due: float | None = None  # when the mail leaves
    gone_at: float | None = None  # when the card goes; None: it stays


Cards = Mapping[str, Card]

_LOOKS = {
    State.APPROVAL: Look.LEAVING,
    State.PREPARING: Look.LEAVING,
    State.QUEUED: Look.LEAVING,
    State.SENDING: Look.LEAVING,
    State.SENT: Look.SENT,
    State.WITHDRAWN: Look.TAKEN_BACK,
    State.FAILED: Look.TROUBLE,
    State.UNCERTAIN: Look.TROUBLE,
}

_ALWAYS_NEWS = frozenset(
    {Look.COUNTING, Look.SCHEDULED, Look.PAUSED, Look.TAKEN_BACK, Look.TROUBLE}
)
"""What gets a card although there was none for the mail."""

_STAYS = {
    Look.LEAVING: 20.0,
    Look.PAUSED: 6.0,
    Look.SCHEDULED: 8.0,
    Look.SENT: 4.0,
    Look.TAKEN_BACK: 12.0,
}
"""Seconds a card stays after its last change; those not named stay until something changes."""


def started(entries: Iterable[Waiting], cards: Cards, now: float) -> Cards:
    """The cards for a snapshot: what counts down. Of the others only news is told."""
    counting = {each.summary.id: each for each in entries if _look(each.summary) is Look.COUNTING}
    kept = {key: card for key, card in cards.items() if card.look is not Look.COUNTING}
    return kept | {key: _card(each.summary, now) for key, each in counting.items()}


def heard(cards: Cards, summary: Summary, now: float) -> Cards:
    """`cards` after a mail changed."""
    look = _look(summary)
    is_news = summary.id in cards or look in _ALWAYS_NEWS
    others = {key: card for key, card in cards.items() if key != summary.id}
    if look is None or not is_news:
        return others
    return others | {summary.id: _card(summary, now)}


def closed(cards: Cards, entry_id: str) -> Cards:
    """`cards` without that one."""
    return {key: card for key, card in cards.items() if key != entry_id}


def expired(cards: Cards, now: float) -> Cards:
    """`cards` without those whose time is over."""
    return {key: card for key, card in cards.items() if card.gone_at is None or now < card.gone_at}


def in_order(cards: Cards) -> tuple[Card, ...]:
    """Troubles first, then by the time they leave."""
    return tuple(
        sorted(
            cards.values(),
            key=lambda card: (card.look is not Look.TROUBLE, card.due or 0.0, card.summary.id),
        )
    )


def left(card: Card, now: float) -> float:
    """Seconds until the mail leaves; 0 when it does not count down."""
    return max(0.0, card.due - now) if card.due is not None else 0.0


def share(card: Card, now: float) -> float:
    """How much of the delay is left, between 0 and 1."""
    delay = card.summary.delay or 0.0
    return min(1.0, left(card, now) / delay) if delay > 0 else 0.0


def _look(summary: Summary) -> Look | None:
    if is_paused(summary):
        return Look.PAUSED
    if is_scheduled(summary):
        return Look.SCHEDULED
    if summary.state is State.DELAYED:
        return Look.COUNTING
    return _LOOKS.get(summary.state)


def _card(summary: Summary, now: float) -> Card:
    look = _look(summary) or Look.LEAVING
    due = now + summary.release_in if summary.release_in is not None else None
    stays = _STAYS.get(look)
    return Card(summary, look, due, None if stays is None else now + stays)
