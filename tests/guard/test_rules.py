"""What rules of the policy ask for, on the way of a mail through the guard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

from mailguard.domain.account import Account
from mailguard.domain.action import ActionRefusedError, Prepared
from mailguard.domain.address import Address
from mailguard.domain.command import Choice, Declined, Done, ReleaseNow, SendAfterAll, Undo
from mailguard.domain.consequence import Fired, Preparation, Remark
from mailguard.domain.rule import Encrypt, Layer, Mode
from mailguard.domain.state import State
from mailguard.guard.options import Answering, Options
from mailguard.preparation.order import Order
from tests.guard.conftest import Rig

NEVER = Remark("organisation/no-lists", "No lists", "Customer lists stay in the house")


async def test_what_a_rule_refuses_cannot_be_sent(rig: Rig) -> None:
    rig.inspector.by_rules = {"refusals": (NEVER,)}
    submission = rig.hand_in()
    entry_id = await rig.asked()
    response = await rig.answer(entry_id, Choice.SEND)
    assert isinstance(response, Declined)
    assert response.sentence == NEVER.sentence
    assert await rig.answer(entry_id, Choice.BACK) == Done()
    assert (await submission.reply()).text == NEVER.sentence


async def test_an_unattended_engine_sends_nothing_that_a_rule_refuses(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(Options(answering=Answering.SEND, headless=True))
    rig.inspector.by_rules = {"refusals": (NEVER,)}
    reply = await rig.hand_in().reply()
    assert (reply.code, reply.text) == (554, NEVER.sentence)


async def test_what_needs_no_review_goes_back_as_well_where_it_is_refused(rig: Rig) -> None:
    rig.inspector.needs_answer = False
    rig.inspector.by_rules = {"refusals": (NEVER,)}
    submission = rig.hand_in()
    await rig.asked()
    reply = await submission.reply()
    assert (reply.code, reply.text) == (554, NEVER.sentence)


async def test_a_rule_that_holds_lets_nothing_go_by_itself(rig: Rig) -> None:
    rig.inspector.delay = 0.0
    rig.inspector.by_rules = {"hold": True}
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    rig.clock.pass_awake(100_000)
    await rig.guard._timetable.tick()
    entry = rig.spool.entry(entry_id)
    assert entry is not None
    assert (entry.state, entry.release_at) == (State.DELAYED, None)
    assert await rig.do(ReleaseNow(entry_id)) == Done()
    assert rig.state(entry_id) is State.QUEUED


async def test_a_rule_may_name_a_time_before_which_it_does_not_leave(rig: Rig) -> None:
    at = rig.clock.now() + timedelta(hours=3)
    rig.inspector.by_rules = {"not_before": at}
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    entry = rig.spool.entry(entry_id)
    assert entry is not None
    assert (entry.scheduled, entry.release_at) == (True, at)


async def test_the_delay_of_a_rule_outlasts_the_engines_option(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(Options(answering=Answering.SEND, headless=True, delay=0.0))
    rig.inspector.by_rules = {"rule_delay": 600.0}
    await rig.hand_in().reply()
    assert rig.only().state is State.DELAYED


async def test_who_is_added_gets_it_and_the_history_says_so(rig: Rig) -> None:
    boss = Address.parse("boss@example.co.jp")
    rig.inspector.by_rules = {"preparation": Preparation(add_bcc=(boss,))}
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    (message,) = rig.spool.messages(entry_id)
    assert boss in message.outgoing.envelope.recipients
    assert rig.spool.journal(entry_id)[-1].reason == "Added: boss@example.co.jp."


async def test_what_cannot_be_prepared_does_not_leave_and_says_why(rig: Rig) -> None:
    rig.inspector.by_rules = {"preparation": Preparation(encrypt=Encrypt())}
    rig.inspector.made = ActionRefusedError("This mail is signed.")
    rig.spool.room = lambda entry_id: rig.folder / entry_id  # type: ignore[method-assign]
    rig.hand_in()
    entry_id = await rig.asked()
    response = await rig.answer(entry_id, Choice.SEND)
    assert isinstance(response, Declined)
    assert response.sentence == "This mail is signed."
    assert rig.spool.entry(entry_id) is None


async def test_whom_a_rule_tells_gets_a_note_after_the_mail(rig: Rig) -> None:
    boss = Address.parse("boss@example.co.jp")
    fired = Fired(Layer.ORGANISATION, "tell", "Mails with files", Mode.ON)
    rig.inspector.by_rules = {"notify": (boss,), "rules": (fired,)}
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    first, note = rig.spool.messages(entry_id)
    assert (note.follows, note.outgoing.envelope.recipients) == (first.id, (boss,))
    (edit,) = note.outgoing.edits
    text = message_from_bytes(edit.data, policy=default).get_content()
    assert "hanako@acme.example" in text
    assert "Mails with files" in text
    assert "Hello" not in text


async def test_the_delay_of_a_rule_outlasts_a_restart(rig: Rig) -> None:
    rig.inspector.delay = 600.0
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    before = rig.spool.entry(entry_id)
    rig.clock.pass_awake(100)
    await rig.guard._postpone()
    after = rig.spool.entry(entry_id)
    assert before is not None
    assert after is not None
    assert after.release_at == before.release_at
    rig.clock.pass_awake(499)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    rig.clock.pass_awake(2)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED


async def test_while_a_mail_is_prepared_its_program_may_stop_waiting(rig: Rig) -> None:
    rig.inspector.by_rules = {"preparation": Preparation(encrypt=Encrypt())}
    rig.spool.room = lambda entry_id: rig.folder / entry_id  # type: ignore[method-assign]
    may_go_on = asyncio.Event()
    usual = rig.inspector.prepare

    async def slow(order: Order, account: Account) -> Prepared:
        await may_go_on.wait()
        return await usual(order, account)

    rig.inspector.prepare = slow  # type: ignore[method-assign]
    submission = rig.hand_in()
    entry_id = await rig.asked()
    answering = asyncio.create_task(rig.answer(entry_id, Choice.SEND))
    await asyncio.sleep(0)
    submission.hang_up()
    async with asyncio.timeout(5):
        while rig.spool.entry(entry_id) is None:
            await asyncio.sleep(0.001)
    assert rig.state(entry_id) is State.ABANDONED
    may_go_on.set()
    response = await answering
    assert isinstance(response, Declined)
    assert rig.state(entry_id) is State.ABANDONED


async def test_where_rules_hold_a_mail_that_was_taken_back_is_reviewed_once_more(rig: Rig) -> None:
    rig.has_rules = True
    rig.inspector.by_rules = {"hold": True}
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    await rig.do(Undo(entry_id))
    assert await rig.do(SendAfterAll(entry_id)) == Done()
    assert rig.state(entry_id) is State.WITHDRAWN
    await rig.events("Inspected", 2)
    assert await rig.answer(entry_id, Choice.SEND, revision=2) == Done()
    entry = rig.spool.entry(entry_id)
    assert entry is not None
    assert (entry.state, entry.release_at) == (State.DELAYED, None)  # held, as the rule asks
