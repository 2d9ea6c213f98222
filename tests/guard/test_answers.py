"""Answers: one counts, an old one does not, and a desktop has to have met every demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from mailguard.domain.command import Answer, Choice, Declined, Detailed, Done, Show
from mailguard.domain.entry import Channel
from mailguard.domain.inspection import Act, Demand, Offer
from mailguard.domain.state import State
from mailguard.guard.options import Options
from tests.guard.conftest import MAIL, OUTLOOK, Rig

TICK = Demand("organisation:acme.example", Act.TICK)
BCC = Offer("visible-to-bcc")
MANY_VISIBLE = Demand("finding:0", Act.TICK, settled_by=(BCC,))
TYPED = Demand("finding:0", Act.TYPE, "acme.example")
REASON = Demand("finding:0", Act.REASON)
WITHOUT_SATO = Offer("remove-recipient", "sato@beta.example")
TO_TWO = (
    b"From: taro@example.co.jp\r\nTo: hanako@acme.example, Sato <sato@beta.example>\r\n"
    b"Date: x\r\nMessage-ID: <1@x>\r\n\r\nHello\r\n"
)


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
    assert await rig.answer(entry_id, actions=(BCC,)) == Done()
    (message,) = rig.spool.messages(entry_id)
    assert any(b"taro@example.co.jp" in edit.data for edit in message.outgoing.edits)


async def test_going_back_needs_nothing_met(rig: Rig) -> None:
    rig.inspector.demands = (TICK,)
    rig.hand_in()
    assert await rig.answer(await rig.asked(), Choice.BACK) == Done()


async def test_what_had_to_be_typed_is_compared_again(rig: Rig) -> None:
    rig.inspector.demands = (TYPED,)
    rig.hand_in()
    entry_id = await rig.asked()
    met = (TYPED.id,)
    assert code_of(await rig.answer(entry_id, met=met)) == "unmet"
    assert code_of(await rig.answer(entry_id, met=met, written={TYPED.id: "acme"})) == "unmet"
    assert await rig.answer(entry_id, met=met, written={TYPED.id: "ACME.example"}) == Done()
    assert rig.spool.journal(entry_id)[-1].reason == ""


async def test_a_reason_is_kept_in_the_journal(rig: Rig) -> None:
    rig.inspector.demands = (REASON,)
    rig.hand_in()
    entry_id = await rig.asked()
    assert code_of(await rig.answer(entry_id, written={REASON.id: "ok"})) == "unmet"
    said = {REASON.id: "for the tax return\x1b[0m"}
    assert await rig.answer(entry_id, written=said) == Done()
    assert rig.spool.journal(entry_id)[-1].reason == "Reason given: for the tax return [0m"


async def test_who_was_left_out_gets_nothing_and_the_journal_says_so(rig: Rig) -> None:
    rig.hand_in(TO_TWO, "hanako@acme.example", "sato@beta.example")
    entry_id = await rig.asked()
    assert await rig.answer(entry_id, actions=(WITHOUT_SATO,)) == Done()
    (message,) = rig.spool.messages(entry_id)
    assert [str(a) for a in message.outgoing.envelope.recipients] == ["hanako@acme.example"]
    assert [str(result.address) for result in message.results] == ["hanako@acme.example"]
    (edit,) = message.outgoing.edits
    assert TO_TWO[edit.span.start : edit.span.end] == b", Sato <sato@beta.example>"
    told = rig.spool.journal(entry_id)[-1]
    assert (told.reason, told.by) == ("Left out: sato@beta.example.", "desktop")


async def test_who_was_left_out_is_not_listed_as_a_recipient_nor_remembered(rig: Rig) -> None:
    rig.inspector.delay = 0.0
    rig.hand_in(TO_TWO, "hanako@acme.example", "sato@beta.example")
    entry_id = await rig.asked()
    await rig.answer(entry_id, actions=(WITHOUT_SATO,))
    response = await rig.do(Show(entry_id))
    assert isinstance(response, Detailed)
    assert response.details.summary.recipients == ("hanako@acme.example",)
    await rig.deliver(State.SENT)
    (sent,) = rig.memory.entries
    assert [str(address) for address in sent.recipients] == ["hanako@acme.example"]


async def test_not_everybody_can_be_left_out(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    everybody = (Offer("remove-recipient", "hanako@acme.example"),)
    assert code_of(await rig.answer(entry_id, actions=everybody)) == "invalid"
    assert await rig.answer(entry_id) == Done()


async def test_a_command_line_answer_is_journalled_as_such(rig: Rig) -> None:
    rig.inspector.demands = (TICK,)
    rig.hand_in()
    entry_id = await rig.asked()
    by_shell = Answer(entry_id, 1, Choice.SEND)
    assert await rig.do(by_shell, Channel.COMMAND_LINE) == Done()
    told = rig.spool.journal(entry_id)[-1]
    assert (told.by, told.reason) == ("command line", "1 point was not confirmed.")


async def test_an_unknown_action_is_declined_and_the_question_stays(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    assert code_of(await rig.answer(entry_id, actions=(Offer("no-such"),))) == "invalid"
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
