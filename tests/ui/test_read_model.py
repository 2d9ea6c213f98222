"""The read model: a snapshot and the events after it give what a fresh snapshot would."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mailguard.domain.event import (
    Asked,
    Changed,
    Condition,
    Conditions,
    Event,
    Inspected,
    Snapshot,
    Summary,
)
from mailguard.domain.state import NEXT, OPEN_QUESTION, WAITING, State
from tests.ui.questions import NOW, a_preview, a_summary, an_inspection
from ui.read_model import ReadModel, hear, queue, reconnected

PREVIEW = a_preview()
INSPECTION = an_inspection(PREVIEW)


class Engine:
    """As much of an engine as a desktop can see."""

    def __init__(self) -> None:
        self.entries: dict[str, Summary] = {}
        self.inspected: set[str] = set()
        self.conditions: tuple[Condition, ...] = ()

    def snapshot(self, page: int = 100) -> list[Event]:
        waiting = [each for each in self.entries.values() if each.state in WAITING]
        pages = [tuple(waiting[i : i + page]) for i in range(0, len(waiting), page)] or [()]
        events: list[Event] = [
            Snapshot(each, self.conditions, ("taro@example.co.jp",), last=each is pages[-1])
            for each in pages
        ]
        for summary in waiting:
            if summary.state in OPEN_QUESTION:
                events += self._asked(summary)
        return events

    def _asked(self, summary: Summary) -> list[Event]:
        asked: list[Event] = [Asked(summary, PREVIEW)]
        if summary.id in self.inspected:
            asked.append(Inspected(summary.id, summary.revision, INSPECTION))
        return asked

    def arrive(self, entry_id: str) -> list[Event]:
        summary = a_summary(entry_id)
        self.entries[entry_id] = summary
        return [Asked(summary, PREVIEW)]

    def move(self, entry_id: str, state: State) -> list[Event]:
        before = self.entries[entry_id]
        summary = replace(before, state=state, client_waits=False)
        self.entries[entry_id] = summary
        if state in OPEN_QUESTION and before.state not in OPEN_QUESTION:
            summary = replace(summary, revision=before.revision + 1)
            self.entries[entry_id] = summary
            self.inspected.discard(entry_id)
            return [Changed(summary), Asked(summary, PREVIEW)]
        return [Changed(summary)]

    def inspect(self, entry_id: str) -> list[Event]:
        summary = self.entries[entry_id]
        if summary.state not in OPEN_QUESTION:
            return []
        self.inspected.add(entry_id)
        return [
            Asked(summary, PREVIEW),
            Inspected(entry_id, summary.revision, INSPECTION),
        ]

    def trouble(self, number: int) -> list[Event]:
        self.conditions = tuple(Condition(f"c{n}", "a", "b") for n in range(number))
        return [Conditions(self.conditions)]


def heard(events: Iterable[Event], model: ReadModel | None = None) -> ReadModel:
    model = model or ReadModel()
    for event in events:
        model = hear(model, event, 0.0)
    return model


def known(model: ReadModel) -> tuple[object, ...]:
    """What a user could see of it."""
    return model.entries, model.questions, model.conditions


STEPS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(0, 9)), max_size=40)


def run(engine: Engine, steps: Iterable[tuple[int, int, int]]) -> list[Event]:
    """Let things happen; the events that tell of them."""
    events: list[Event] = []
    for kind, which, choice in steps:
        entry_id = f"m{which}"
        if entry_id not in engine.entries:
            events += engine.arrive(entry_id)
        elif kind in {0, 1}:
            targets = sorted(NEXT[engine.entries[entry_id].state])
            if targets:
                events += engine.move(entry_id, targets[choice % len(targets)])
        elif kind == 2:
            events += engine.inspect(entry_id)
        elif kind == 3:
            events += engine.trouble(choice % 3)
    return events


@given(STEPS, STEPS)
def test_events_after_a_snapshot_give_what_a_fresh_snapshot_gives(
    before: list[tuple[int, int, int]], after: list[tuple[int, int, int]]
) -> None:
    engine = Engine()
    run(engine, before)
    model = heard(engine.snapshot())
    model = heard(run(engine, after), model)
    assert known(model) == known(heard(engine.snapshot()))


@given(STEPS, STEPS, st.integers(1, 4))
def test_events_between_the_pages_of_a_snapshot_are_not_lost(
    before: list[tuple[int, int, int]], during: list[tuple[int, int, int]], page: int
) -> None:
    engine = Engine()
    run(engine, before)
    first, *rest = engine.snapshot(page)
    model = heard([first])
    model = heard(run(engine, during), model)
    pages = [event for event in rest if isinstance(event, Snapshot)]
    if pages or (isinstance(first, Snapshot) and first.last):
        model = heard(pages, model)
        assert model.entries == heard(engine.snapshot()).entries


@given(STEPS, STEPS)
def test_a_reconnect_forgets_what_was_heard_before(
    before: list[tuple[int, int, int]], missed: list[tuple[int, int, int]]
) -> None:
    engine = Engine()
    model = heard([*engine.snapshot(), *run(engine, before)])
    run(engine, missed)
    model = heard(engine.snapshot(page=1)[:1], reconnected(model))  # a connection that breaks
    model = heard(engine.snapshot(), reconnected(model))
    assert known(model) == known(heard(engine.snapshot()))


def test_a_mail_program_that_waits_is_asked_about_first() -> None:
    model = heard(
        [
            Asked(a_summary("old", State.ASKING, received_at=NOW - timedelta(hours=1)), PREVIEW),
            Asked(a_summary("new", State.RECEIVED, received_at=NOW), PREVIEW),
        ]
    )
    assert [each.id for each in queue(model)] == ["new", "old"]


def test_an_inspection_of_an_older_revision_is_not_taken() -> None:
    newer = a_summary("m1", revision=2)
    model = heard([Asked(newer, PREVIEW), Inspected("m1", 1, INSPECTION)])
    assert model.questions["m1"].inspection is None


def test_a_second_asked_of_the_same_revision_keeps_the_inspection() -> None:
    summary = a_summary("m1")
    model = heard(
        [Asked(summary, PREVIEW), Inspected("m1", 1, INSPECTION), Asked(summary, PREVIEW)]
    )
    assert model.questions["m1"].inspection is not None


def test_a_mail_given_up_can_be_asked_about_again() -> None:
    summary = a_summary("m1", State.ABANDONED, revision=2)
    model = heard([Asked(summary, PREVIEW), Changed(a_summary("other", State.DELAYED))])
    assert "m1" in model.questions
    assert "m1" not in model.entries


def test_the_time_left_is_counted_from_when_it_was_heard() -> None:
    summary = a_summary("m1", State.DELAYED, release_in=42.0)
    assert hear(ReadModel(), Changed(summary), 100.0).entries["m1"].due == 142.0
