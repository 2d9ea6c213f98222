"""The reply after the final dot: what each mail program hears, and what state its mail is in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
import pytest

from mailguard.domain.command import Acknowledge, Choice, Done
from mailguard.domain.entry import Channel
from mailguard.domain.envelope import Capabilities, Extension
from mailguard.domain.state import State
from mailguard.guard.options import Answering, Options
from mailguard.guard.storage import SpoolError
from tests.fakes.rim import an_account
from tests.guard.conftest import MAIL, OUTLOOK, THUNDERBIRD, Rig

QUICK = Options(shown_within=0.01)
HEADLESS = Options(headless=True)


async def test_send_gives_250_and_the_mail_is_delayed(rig: Rig) -> None:
    submission = rig.hand_in(THUNDERBIRD + MAIL)
    entry_id = await rig.asked()
    assert not submission.task.done()
    assert await rig.answer(entry_id) == Done()
    assert (await submission.reply()).code == 250
    assert rig.state(entry_id) is State.DELAYED


async def test_back_gives_554_with_a_sentence_and_nothing_is_kept_for_sending(rig: Rig) -> None:
    submission = rig.hand_in(THUNDERBIRD + MAIL)
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.BACK)
    reply = await submission.reply()
    assert (reply.code, reply.enhanced) == (554, "5.7.1")
    assert reply.text.startswith("Back to editing")
    assert not reply.text.endswith(".")
    assert rig.state(entry_id) is State.REFUSED


async def test_when_the_mail_program_waits_no_longer_the_mail_is_taken_and_asked_about(
    rig: Rig,
) -> None:
    rig.accounts.accounts = (an_account(hold_limit=0.02),)
    submission = rig.hand_in(THUNDERBIRD + MAIL)
    entry_id = await rig.asked()
    assert (await submission.reply()).code == 250
    assert rig.state(entry_id) is State.ASKING
    assert await rig.answer(entry_id) == Done()
    assert rig.state(entry_id) is State.DELAYED


async def test_a_mail_program_with_an_outbox_hears_250_as_soon_as_the_window_shows(
    rig: Rig,
) -> None:
    submission = rig.hand_in(OUTLOOK + MAIL)
    entry_id = await rig.asked()
    assert (await submission.reply()).code == 250
    assert rig.state(entry_id) is State.ASKING


async def test_back_after_250_keeps_the_mail_as_a_draft(rig: Rig) -> None:
    submission = rig.hand_in(OUTLOOK + MAIL)
    entry_id = await rig.asked()
    await submission.reply()
    await rig.answer(entry_id, Choice.BACK)
    assert rig.state(entry_id) is State.WITHDRAWN


async def test_a_mail_program_that_hangs_up_has_its_mail_abandoned(rig: Rig) -> None:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    submission.hang_up()
    await submission.reply()
    assert rig.state(entry_id) is State.ABANDONED
    assert rig.departures.notified == []


async def test_a_hang_up_while_the_answer_is_written_leaves_a_note(rig: Rig) -> None:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    await asyncio.gather(rig.answer(entry_id), _hang_up_soon(submission.hung_up))
    await submission.reply()
    entry = rig.only()
    assert entry.state in (State.DELAYED, State.ABANDONED)
    if entry.state is State.DELAYED:
        assert "may not have heard" in entry.note


async def _hang_up_soon(hung_up: asyncio.Future[None]) -> None:
    hung_up.set_result(None)


async def test_a_250_perhaps_not_heard_is_noted(rig: Rig) -> None:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id)
    await submission.reply()
    await rig.guard.intake.perhaps_unheard(entry_id)
    assert "may not have heard" in rig.only().note


async def test_without_a_desktop_that_shows_it_the_mail_is_not_accepted(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(QUICK)
    rig.desk.attended = False
    reply = await rig.hand_in().reply()
    assert (reply.code, reply.enhanced) == (451, "4.3.0")
    assert rig.desk.summoned == 1
    assert rig.only().state is State.ABANDONED


async def test_a_desktop_that_is_connected_but_frozen_does_not_count(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(QUICK)
    assert (await rig.hand_in().reply()).code == 451


async def test_headless_takes_the_mail_without_a_desktop(make_rig: Callable[..., Rig]) -> None:
    rig = make_rig(HEADLESS)
    rig.desk.attended = False
    rig.accounts.accounts = (an_account(hold_limit=0.01),)
    assert (await rig.hand_in().reply()).code == 250
    assert rig.only().state is State.ASKING


async def test_stopping_tells_421_and_the_mail_program_keeps_its_mail(rig: Rig) -> None:
    submission = rig.hand_in()
    entry_id = await rig.asked()
    await rig.guard.intake.stop()
    reply = await submission.reply()
    assert (reply.code, reply.enhanced) == (421, "4.3.2")
    assert rig.state(entry_id) is State.ABANDONED


async def test_answered_by_itself_with_send_and_no_delay_it_is_queued_in_one_step(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(Options(headless=True, answering=Answering.SEND, delay=0.0))
    assert (await rig.hand_in().reply()).code == 250
    entry = rig.only()
    assert entry.state is State.QUEUED
    assert rig.departures.notified == ["taro@example.co.jp"]
    (line,) = rig.spool.journal(entry.id)
    assert (line.state, line.by) == (State.QUEUED, "engine")


async def test_where_a_connection_is_free_it_is_claimed_in_the_same_step(
    make_rig: Callable[..., Rig],
) -> None:
    rig = make_rig(Options(headless=True, answering=Answering.SEND, delay=0.0))
    rig.departures.is_free = True
    assert (await rig.hand_in().reply()).code == 250
    (berth,) = rig.departures.berths
    claim = berth.result()
    assert claim is not None
    assert claim.entry == rig.only()
    assert claim.entry.state is State.SENDING
    assert rig.departures.notified == []


async def test_a_connection_is_not_kept_for_a_mail_that_could_not_be_written(
    make_rig: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = make_rig(Options(headless=True, answering=Answering.SEND, delay=0.0))
    rig.departures.is_free = True

    async def fail(*_args: object, **_more: object) -> None:
        raise SpoolError("the disk is broken")

    monkeypatch.setattr(rig.spool, "commit_claimed", fail)
    submission = rig.hand_in()
    while not rig.departures.berths:
        await asyncio.sleep(0)
    assert await rig.departures.berths[0] is None
    submission.hang_up()
    assert (await submission.reply()).code == 451
    assert rig.only().state is State.ABANDONED


async def test_answered_by_itself_with_back_nothing_leaves(make_rig: Callable[..., Rig]) -> None:
    rig = make_rig(Options(headless=True, answering=Answering.BACK))
    assert (await rig.hand_in().reply()).code == 554
    assert rig.only().state is State.REFUSED


async def test_a_read_receipt_leaves_without_a_review(rig: Rig) -> None:
    rig.inspector.needs_answer = False
    rig.inspector.delay = 0.0
    submission = rig.hand_in()
    await rig.asked()
    assert (await submission.reply()).code == 250
    assert rig.only().state is State.QUEUED


async def test_a_full_disk_at_begin_reaches_the_caller(rig: Rig) -> None:
    rig.spool.space = 0
    with pytest.raises(SpoolError):
        rig.hand_in()


async def test_a_spool_that_fails_is_451_and_nothing_is_asked(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_args: object, **_more: object) -> None:
        raise SpoolError("the disk is broken")

    monkeypatch.setattr(rig.spool, "keep", fail)
    assert (await rig.hand_in().reply()).code == 451
    assert rig.guard.front.snapshot()[1:] == ()


async def test_a_spool_that_fails_at_the_limit_is_451_and_the_question_is_gone(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_args: object, **_more: object) -> None:
        raise SpoolError("the disk is broken")

    rig.accounts.accounts = (an_account(hold_limit=0.02),)
    submission = rig.hand_in()
    await rig.asked()
    monkeypatch.setattr(rig.spool, "commit", fail)
    assert (await submission.reply()).code == 451
    assert rig.guard.front.snapshot()[1:] == ()


async def test_after_a_bug_while_the_reply_is_held_nobody_can_answer_the_mail(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    rig.accounts.accounts = (an_account(hold_limit=0.02),)
    submission = rig.hand_in()
    entry_id = await rig.asked()
    monkeypatch.setattr(rig.spool, "commit", fail)
    assert (await submission.reply()).code == 451
    monkeypatch.undo()
    assert await rig.answer(entry_id) != Done()


async def test_a_bug_of_ours_is_451(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rig.spool, "keep", fail)
    assert (await rig.hand_in().reply()).code == 451


async def test_a_header_without_end_is_refused(rig: Rig) -> None:
    reply = await rig.hand_in(b"X: " + b"x" * (1 << 20)).reply()
    assert (reply.code, reply.enhanced) == (554, "5.6.0")


async def test_before_sign_in_only_what_every_server_offers_is_offered(rig: Rig) -> None:
    first, second = an_account("a@example.jp"), an_account("b@example.jp")
    rig.accounts.accounts = (first, second)
    both = frozenset({Extension.DSN, Extension.SMTPUTF8})
    rig.accounts.offers = {
        first.id: Capabilities(both, 1000),
        second.id: Capabilities(frozenset({Extension.DSN}), None),
    }
    assert rig.guard.intake.offered(None) == Capabilities(frozenset({Extension.DSN}), 1000)
    assert rig.guard.intake.offered(first) == Capabilities(both, 1000)


async def test_the_text_of_the_reply_is_english_for_a_program_that_may_not_show_utf8(
    rig: Rig,
) -> None:
    submission = rig.hand_in()
    await rig.answer(await rig.asked(), Choice.BACK)
    assert (await submission.reply()).text.isascii()


async def test_a_question_is_known_by_its_revision(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    stale = await rig.answer(entry_id, revision=7)
    assert msgspec.structs.asdict(stale)["code"] == "stale"
    await rig.do(Acknowledge(entry_id, 1), Channel.DESKTOP)
    assert await rig.answer(entry_id) == Done()
