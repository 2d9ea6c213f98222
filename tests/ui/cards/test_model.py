"""The cards: what each says, how it counts down, and when it goes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailguard.domain.event import Summary
from mailguard.domain.state import State
from tests.ui.questions import NOW, a_summary
from ui.cards.model import Cards, Look, expired, heard, in_order, left, share, started
from ui.read_model import Waiting
from ui.wording import cards as wording


def delayed(entry_id: str = "m1", release_in: float | None = 60.0) -> Summary:
    at = NOW if release_in is not None else None
    return a_summary(entry_id, State.DELAYED, release_in=release_in, release_at=at, delay=60.0)


def after(*summaries: Summary, now: float = 0.0) -> Cards:
    cards: Cards = {}
    for summary in summaries:
        cards = heard(cards, summary, now)
    return cards


def test_a_delayed_mail_counts_down_from_when_it_was_heard() -> None:
    card = after(delayed(release_in=60.0), now=1000.0)["m1"]
    assert (left(card, 1000.0), left(card, 1049.5), left(card, 2000.0)) == (60.0, 10.5, 0.0)
    assert share(card, 1015.0) == 0.75


def test_it_says_the_seconds_rounded_up() -> None:
    card = after(delayed())["m1"]
    assert wording.title(card.summary, left(card, 49.5), NOW) == "Sending in 11 s"
    assert wording.title(card.summary, left(card, 60.0), NOW) == "Sending now…"


def test_a_pause_stops_the_countdown() -> None:
    card = after(delayed(), delayed(release_in=None))["m1"]
    assert (card.look, card.due) == (Look.PAUSED, None)


@pytest.mark.parametrize(
    ("state", "look"),
    [
        (State.SENT, Look.SENT),
        (State.WITHDRAWN, Look.TAKEN_BACK),
        (State.FAILED, Look.TROUBLE),
        (State.UNCERTAIN, Look.TROUBLE),
        (State.QUEUED, Look.LEAVING),
    ],
)
def test_what_became_of_a_mail_with_a_card_is_told(state: State, look: Look) -> None:
    assert after(delayed(), a_summary(state=state))["m1"].look is look


def test_a_mail_that_never_had_a_card_gets_one_for_trouble_and_for_its_draft() -> None:
    assert after(a_summary(state=State.SENT)) == {}
    assert after(a_summary(state=State.FAILED))["m1"].look is Look.TROUBLE
    assert after(a_summary(state=State.WITHDRAWN))["m1"].look is Look.TAKEN_BACK


def test_good_news_goes_by_itself_and_bad_news_stays() -> None:
    sent = after(delayed(), a_summary(state=State.SENT))
    failed = after(a_summary(state=State.FAILED))
    assert expired(sent, 3.0) == sent
    assert expired(sent, 10.0) == {}
    assert expired(failed, 1e9) == failed


def test_troubles_come_first_then_what_leaves_first() -> None:
    cards = after(delayed("late", 50.0), delayed("soon", 5.0), a_summary("bad", State.FAILED))
    assert [card.summary.id for card in in_order(cards)] == ["bad", "soon", "late"]


def test_a_snapshot_brings_the_countdowns_and_no_old_news() -> None:
    entries = [
        Waiting(delayed("m1")),
        Waiting(a_summary("m2", State.FAILED)),
        Waiting(a_summary("m3", State.QUEUED)),
    ]
    assert list(started(entries, {}, 0.0)) == ["m1"]


def test_a_countdown_that_a_snapshot_does_not_know_goes() -> None:
    assert started([], after(delayed()), 0.0) == {}


MORNING = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def scheduled(entry_id: str = "m1") -> Summary:
    return a_summary(
        entry_id, State.DELAYED, release_at=MORNING, release_in=50_000.0, scheduled=True
    )


def test_a_mail_for_a_time_of_the_calendar_says_it_and_its_card_goes() -> None:
    cards = after(scheduled())
    (card,) = cards.values()
    assert card.look is Look.SCHEDULED
    assert wording.title(card.summary, 50_000.0, MORNING) == "Leaves on Wed 25 Nov 8:30"
    assert expired(cards, 7.0) == cards
    assert expired(cards, 9.0) == {}


def test_a_mail_that_a_rule_holds_is_told_once() -> None:
    cards = after(delayed(release_in=None))
    (card,) = cards.values()
    assert wording.title(card.summary, 0.0, NOW) == "Held until you let it go"
    assert expired(cards, 7.0) == {}


def test_after_a_connect_what_rests_has_no_card() -> None:
    waiting = [Waiting(scheduled("m1")), Waiting(delayed("m2", None)), Waiting(delayed("m3"))]
    assert list(started(waiting, {}, 0.0)) == ["m3"]


@pytest.mark.parametrize("state", [State.DELAYED, State.QUEUED])
def test_while_everything_is_held_no_card_says_that_it_leaves(state: State) -> None:
    summary = a_summary(state=state, release_at=NOW)
    assert wording.title(summary, 0.0, NOW, held=True) == "Held with all other mail"
    assert wording.title(summary, 0.0, NOW) != "Held with all other mail"
