"""What the journal is told of a mail on its way through the guard."""

from __future__ import annotations

from collections.abc import Callable

from mailguard.domain import record as r
from mailguard.domain.command import Answer, Choice, Undo
from mailguard.domain.consequence import Fired
from mailguard.domain.entry import Channel
from mailguard.domain.inspection import Act, Demand
from mailguard.domain.rule import Layer, Mode
from mailguard.domain.state import State
from mailguard.guard.options import Answering, Options
from tests.guard.conftest import Rig


def kinds(rig: Rig) -> list[type[object]]:
    return [type(record) for record in rig.witness.records]


async def test_everything_is_told_in_its_order(rig: Rig) -> None:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    await submission.reply()
    assert kinds(rig) == [r.Inspected, r.Shown, r.Moved, r.Answered]
    assert rig.witness.records[-2] == r.Moved(entry_id, State.DELAYED)


async def test_an_answer_names_its_channel_and_what_was_confirmed(rig: Rig) -> None:
    rig.inspector.demands = (
        Demand("organisation:acme.example", Act.TICK),
        Demand("organisation:hanako@freemail.example", Act.TICK),
        Demand("finding:0", Act.REASON),
    )
    rig.hand_in()
    entry_id = await rig.asked()
    met = tuple(demand.id for demand in rig.inspector.demands[:2])
    answer = Answer(entry_id, 1, Choice.SEND, met=met, written={"finding:0": "he asked for it"})
    await rig.guard.front.handle(answer, Channel.DESKTOP)
    told = rig.witness.records[-1]
    assert isinstance(told, r.Answered)
    assert told.by is Channel.DESKTOP
    assert told.reason == "he asked for it"
    assert told.people == ("hanako@acme.example",)
    assert told.met == (
        r.Met("organisation:acme.example", r.Done.TICKED),
        r.Met("organisation:one mailbox", r.Done.TICKED),
        r.Met("finding:0", r.Done.WRITTEN),
    )


async def test_what_a_command_line_left_open_is_told(rig: Rig) -> None:
    rig.inspector.demands = (Demand("attachment:0", Act.TICK),)
    rig.hand_in()
    entry_id = await rig.asked()
    answer = Answer(entry_id, 1, Choice.SEND)
    await rig.guard.front.handle(answer, Channel.COMMAND_LINE)
    told = rig.witness.records[-1]
    assert isinstance(told, r.Answered)
    assert told.by is Channel.COMMAND_LINE
    assert told.unmet == ("attachment:0",)


async def test_undo_is_told_with_its_channel(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    await rig.guard.front.handle(Undo(entry_id), Channel.COMMAND_LINE)
    assert rig.witness.records[-2:] == [
        r.Moved(entry_id, State.WITHDRAWN),
        r.Ordered(entry_id, Channel.COMMAND_LINE, "undo"),
    ]


async def test_an_undo_that_was_refused_is_not_told(rig: Rig) -> None:
    await rig.guard.front.handle(Undo("nothing"), Channel.DESKTOP)
    assert kinds(rig) == []


async def test_an_answer_of_the_engine_is_told_as_its_own(make_rig: Callable[..., Rig]) -> None:
    rig = make_rig(Options(answering=Answering.SEND, headless=True))
    await rig.hand_in().reply()
    told = [each for each in rig.witness.records if isinstance(each, r.Answered)]
    assert [(each.by, each.choice) for each in told] == [(Channel.ENGINE, Choice.SEND)]


async def test_rules_that_fired_are_told_and_so_are_those_that_only_watch(rig: Rig) -> None:
    on = Fired(Layer.ORGANISATION, "lists", "No lists", Mode.ON, ("list.xlsx",))
    watched = Fired(Layer.GROUP, "sales/late", "Late", Mode.MONITOR)
    rig.inspector.by_rules = {"rules": (on, watched)}
    rig.hand_in()
    await rig.asked()
    told = rig.witness.records[0]
    assert isinstance(told, r.Inspected)
    found = told.found[-2:]
    assert found == (r.Found("rule:organisation/lists"), r.Found("monitored:group/sales/late"))
