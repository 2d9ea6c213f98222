"""Answers: one counts, an old one does not, and a desktop has to have met every demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from mailguard.domain.command import Answer, Choice, Declined, Done
from mailguard.domain.entry import Channel
from mailguard.domain.inspection import Act, Demand
from mailguard.domain.state import State
from mailguard.guard.options import Options
from tests.guard.conftest import MAIL, OUTLOOK, Rig

TICK = Demand("organisation:acme.example", Act.TICK)
MANY_VISIBLE = Demand("finding:0", Act.TICK, settled_by="visible-to-bcc")


def code_of(response: object) -> str:
    assert isinstance(response, Declined), response
    return response.code


async def test_of_two_answers_the_first_counts(rig: Rig) -> None:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    first, second = await asyncio.gather(rig.answer(entry_id), rig.answer(entry_id, Choice.BACK))
    assert first == Done()
    assert code_of(second) == "stale"
    assert (await submission.reply()).code == 250
    assert rig.state(entry_id) is State.DELAYED


async def test_an_answer_to_an_unknown_mail_is_declined(rig: Rig) -> None:
    assert code_of(await rig.answer("nothing")) == "unknown"


async def test_a_desktop_cannot_send_before_every_demand_is_met(rig: Rig) -> None:
    rig.inspector.demands = (TICK,)
    rig.hand_in()
    entry_id = await rig.asked()
    assert code_of(await rig.answer(entry_id)) == "unmet"
    assert await rig.answer(entry_id, met=(TICK.id,)) == Done()


async def test_the_offered_action_settles_its_demand(rig: Rig) -> None:
    rig.inspector.demands = (MANY_VISIBLE,)
    rig.hand_in()
    entry_id = await rig.asked()
    assert await rig.answer(entry_id, actions=("visible-to-bcc",)) == Done()
    message = rig.spool.message(entry_id)
    assert message is not None
    assert any(b"taro@example.co.jp" in edit.data for edit in message.outgoing.edits)


async def test_going_back_needs_nothing_met(rig: Rig) -> None:
    rig.inspector.demands = (TICK,)
    rig.hand_in()
    assert await rig.answer(await rig.asked(), Choice.BACK) == Done()


async def test_a_command_line_answer_is_journalled_as_such(rig: Rig) -> None:
    rig.inspector.demands = (TICK,)
    rig.hand_in()
    entry_id = await rig.asked()
    by_shell = Answer(entry_id, 1, Choice.SEND)
    assert await rig.do(by_shell, Channel.COMMAND_LINE) == Done()
    assert rig.spool.journal(entry_id)[-1].by == "command line"


async def test_an_unknown_action_is_declined_and_the_question_stays(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    assert code_of(await rig.answer(entry_id, actions=("no-such",))) == "invalid"
    assert await rig.answer(entry_id) == Done()


async def test_sending_waits_for_the_inspection(rig: Rig) -> None:
    rig.inspector.may_finish.clear()
    rig.hand_in()
    (asked,) = await rig.events("Asked")
    entry_id: str = asked.summary.id  # type: ignore[union-attr]
    answer = asyncio.create_task(rig.answer(entry_id))
    await asyncio.sleep(0)
    assert not answer.done()
    rig.inspector.may_finish.set()
    assert await answer == Done()


async def test_going_back_does_not_wait_for_the_inspection(rig: Rig) -> None:
    rig.inspector.may_finish.clear()
    submission = rig.hand_in()
    (asked,) = await rig.events("Asked")
    assert await rig.answer(asked.summary.id, Choice.BACK) == Done()  # type: ignore[union-attr]
    assert (await submission.reply()).code == 554
    rig.inspector.may_finish.set()
    await asyncio.sleep(0.01)
    assert rig.only().state is State.REFUSED


async def test_an_unanswered_question_is_recalled_again_and_again(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(Options(recall_after=0.01))
    rig.hand_in(OUTLOOK + MAIL)
    entry_id = await rig.asked()
    recalls = await rig.events("Recall", 2)
    assert {recall.id for recall in recalls} == {entry_id}  # type: ignore[union-attr]


async def test_a_recall_without_a_desktop_calls_for_one(make_rig: Callable[..., Rig]) -> None:
    rig = make_rig(Options(recall_after=0.01))
    rig.hand_in(OUTLOOK + MAIL)
    await rig.asked()
    rig.desk.attended = False
    await rig.events("Recall", 2)
    assert rig.desk.summoned
