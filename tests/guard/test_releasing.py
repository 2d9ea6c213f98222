"""The delay after Send, undo, pause, and the states behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from mailguard.domain.command import (
    Acknowledge,
    Choice,
    Command,
    Declined,
    Done,
    Pause,
    ReleaseNow,
    Resolve,
    Retry,
    SendAfterAll,
    Undo,
)
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.options import Options
from mailguard.guard.storage import SpoolError
from tests.fakes.memory_spool import MemorySpool
from tests.fakes.rim import an_account
from tests.guard.conftest import MAIL, OUTLOOK, Rig


async def delayed(rig: Rig) -> str:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id)
    await submission.reply()
    return entry_id


async def queued(rig: Rig) -> str:
    entry_id = await delayed(rig)
    await rig.do(ReleaseNow(entry_id))
    return entry_id


async def test_it_leaves_when_its_time_is_up_and_not_before(rig: Rig) -> None:
    entry_id = await delayed(rig)
    rig.clock.pass_awake(59)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    rig.clock.pass_awake(1)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED
    assert rig.departures.notified == ["taro@example.co.jp"]


async def test_when_its_time_is_up_and_a_connection_is_free_it_is_claimed_at_once(
    rig: Rig,
) -> None:
    entry_id = await delayed(rig)
    rig.departures.is_free = True
    rig.clock.pass_awake(60)
    await rig.guard._timetable.tick()
    (berth,) = rig.departures.berths
    claim = berth.result()
    assert claim is not None
    assert claim.entry.id == entry_id
    assert rig.state(entry_id) is State.SENDING
    assert rig.departures.notified == []


async def test_undo_takes_it_back(rig: Rig) -> None:
    entry_id = await delayed(rig)
    assert await rig.do(Undo(entry_id)) == Done()
    rig.clock.pass_awake(3600)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.WITHDRAWN
    assert rig.departures.notified == []
    assert await rig.spool.claim("taro@example.co.jp", rig.clock.now()) is None


async def test_a_paused_mail_stays_until_it_is_released(rig: Rig) -> None:
    entry_id = await delayed(rig)
    assert await rig.do(Pause(entry_id)) == Done()
    rig.clock.pass_awake(100_000)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    assert await rig.do(ReleaseNow(entry_id)) == Done()
    assert rig.state(entry_id) is State.QUEUED


async def test_undo_still_takes_back_what_no_server_took(rig: Rig) -> None:
    entry_id = await queued(rig)
    assert await rig.do(Undo(entry_id)) == Done()
    assert rig.state(entry_id) is State.WITHDRAWN


async def test_undo_of_a_sent_mail_is_declined_with_a_sentence(rig: Rig) -> None:
    entry_id = await queued(rig)
    await rig.deliver(State.SENT)
    response = await rig.do(Undo(entry_id))
    assert isinstance(response, Declined)
    assert "was sent" in response.sentence
    assert rig.state(entry_id) is State.SENT


@pytest.mark.parametrize("command", [Undo, Pause, ReleaseNow, Retry, SendAfterAll])
async def test_no_command_moves_an_unknown_mail(
    rig: Rig, command: Callable[[str], Command]
) -> None:
    response = await rig.do(command("nothing"))
    assert isinstance(response, Declined)
    assert response.code == "unknown"


async def test_a_withdrawn_mail_can_be_sent_after_all_with_its_delay(rig: Rig) -> None:
    entry_id = await delayed(rig)
    await rig.do(Undo(entry_id))
    assert await rig.do(SendAfterAll(entry_id)) == Done()
    assert rig.state(entry_id) is State.DELAYED
    rig.clock.pass_awake(60)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED
    assert await rig.spool.claim("taro@example.co.jp", rig.clock.now()) is not None


async def test_a_mail_that_went_back_unsent_is_reviewed_before_it_is_sent_after_all(
    rig: Rig,
) -> None:
    submission = rig.hand_in(OUTLOOK + MAIL)
    entry_id = await rig.asked()
    await submission.reply()
    await rig.answer(entry_id, Choice.BACK)
    assert await rig.do(SendAfterAll(entry_id)) == Done()
    assert rig.state(entry_id) is State.WITHDRAWN
    await rig.asked(2)
    assert await rig.answer(entry_id, revision=2) == Done()
    rig.clock.pass_awake(60)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED
    assert await rig.spool.claim("taro@example.co.jp", rig.clock.now()) is not None


async def test_an_abandoned_mail_is_reviewed_before_it_is_sent_after_all(rig: Rig) -> None:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    submission.hang_up()
    await submission.reply()
    assert await rig.do(SendAfterAll(entry_id)) == Done()
    assert rig.state(entry_id) is State.ABANDONED
    await rig.asked(2)
    assert await rig.answer(entry_id, revision=2) == Done()
    assert rig.state(entry_id) is State.DELAYED


async def test_a_refused_mail_is_tried_again_when_the_user_says_so(rig: Rig) -> None:
    entry_id = await queued(rig)
    await rig.deliver(State.FAILED, Reply(550, "no such user", "5.1.1"))
    assert rig.state(entry_id) is State.FAILED
    assert await rig.do(Retry(entry_id)) == Done()
    assert rig.state(entry_id) is State.QUEUED


@pytest.mark.parametrize(("went", "state"), [(True, State.SENT), (False, State.QUEUED)])
async def test_the_user_resolves_an_uncertain_mail(rig: Rig, went: bool, state: State) -> None:
    entry_id = await queued(rig)
    await rig.deliver(State.UNCERTAIN)
    assert await rig.do(Resolve(entry_id, went)) == Done()
    assert rig.state(entry_id) is state


async def test_after_a_sleep_nothing_leaves_for_its_delay(rig: Rig) -> None:
    entry_id = await delayed(rig)
    rig.clock.sleep(3600)
    rig.clock.pass_awake(60)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    rig.clock.pass_awake(60)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED


async def test_after_a_start_nothing_that_waited_leaves_for_its_delay(
    make_rig: Callable[..., Rig],
) -> None:
    before = make_rig(Options())
    entry_id = await delayed(before)
    after = make_rig(Options(), spool=before.spool)
    await after.guard.start()
    assert after.state(entry_id) is State.DELAYED
    after.clock.pass_awake(59.9)
    await after.guard._timetable.tick()
    assert after.state(entry_id) is State.DELAYED
    after.clock.pass_awake(0.1)
    await after.guard._timetable.tick()
    assert after.state(entry_id) is State.QUEUED


async def test_after_a_start_a_queued_mail_can_be_undone_before_it_leaves(
    make_rig: Callable[..., Rig],
) -> None:
    before = make_rig(Options())
    entry_id = await queued(before)
    after = make_rig(Options(), spool=before.spool)
    await after.guard.start()
    assert await after.spool.claim("taro@example.co.jp", after.clock.now()) is None
    assert await after.do(Undo(entry_id)) == Done()


async def test_after_a_start_a_paused_mail_stays_paused(make_rig: Callable[..., Rig]) -> None:
    before = make_rig(Options())
    entry_id = await delayed(before)
    await before.do(Pause(entry_id))
    after = make_rig(Options(), spool=before.spool)
    await after.guard.start()
    after.clock.pass_awake(100_000)
    await after.guard._timetable.tick()
    assert after.state(entry_id) is State.DELAYED


async def test_after_a_start_an_open_question_is_asked_again_as_a_new_revision(
    make_rig: Callable[..., Rig],
) -> None:
    before = make_rig(Options())
    submission = before.hand_in(OUTLOOK + MAIL)
    entry_id = await before.asked()
    await submission.reply()
    after = make_rig(Options(), spool=before.spool)
    await after.guard.start()
    await after.events("Inspected")
    await after.do(Acknowledge(entry_id, 2))
    stale = await after.answer(entry_id, Choice.SEND, revision=1)
    assert isinstance(stale, Declined)
    assert stale.code == "stale"
    assert await after.answer(entry_id, Choice.SEND, revision=2) == Done()


async def test_a_release_that_the_spool_fails_is_tried_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = await delayed(rig)

    async def fail(*_args: object, **_more: object) -> None:
        raise SpoolError("the disk is broken")

    with monkeypatch.context() as broken:
        broken.setattr(MemorySpool, "commit", fail)
        rig.clock.pass_awake(60)
        await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    rig.clock.pass_awake(5)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED


async def test_a_mail_is_learned_from_when_it_went(rig: Rig) -> None:
    await queued(rig)
    await rig.deliver(State.SENT)
    await asyncio.sleep(0)
    (entry,) = rig.memory.entries
    assert [str(address) for address in entry.recipients] == ["hanako@acme.example"]


async def test_a_mail_that_was_refused_teaches_nothing(rig: Rig) -> None:
    await queued(rig)
    await rig.deliver(State.FAILED)
    await asyncio.sleep(0)
    assert rig.memory.entries == []


async def test_after_a_start_a_question_without_its_account_stops_nobody(
    make_rig: Callable[..., Rig],
) -> None:
    before = make_rig(Options())
    first = before.hand_in(OUTLOOK + MAIL)
    orphan = await before.asked()
    await first.reply()
    after = make_rig(Options(), spool=before.spool)
    after.accounts.accounts = (an_account("somebody@else.example"),)
    await after.guard.start()
    assert after.state(orphan) is State.ASKING
    assert after.guard.front.snapshot()[1:] == ()


async def test_a_bug_in_one_release_leaves_the_others_their_times(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = await delayed(rig)

    async def fail(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(MemorySpool, "commit", fail)
        rig.clock.pass_awake(60)
        await rig.guard._timetable.tick()
    rig.clock.pass_awake(5)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED


async def test_after_a_crash_a_mail_that_was_never_accepted_is_named_by_its_header(
    make_rig: Callable[..., Rig],
) -> None:
    before = make_rig(Options())
    before.inspector.may_finish.clear()
    before.hand_in(MAIL)
    await before.events("Asked")
    before.spool.reopen()
    after = make_rig(Options(), spool=before.spool)
    await after.guard.start()
    assert (after.only().state, after.only().subject) == (State.ABANDONED, "plan")
    before.inspector.may_finish.set()
