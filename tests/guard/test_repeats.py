"""The same mail handed in again: it joins, or the review says so; never twice unseen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailguard.domain.command import Choice
from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Source
from mailguard.domain.state import State
from mailguard.guard.repeats import is_overtaken
from tests.fakes.rim import an_account
from tests.guard.conftest import MAIL, OUTLOOK, Rig


async def test_after_a_hang_up_the_repeat_takes_the_place_of_the_first(rig: Rig) -> None:
    first = rig.hand_in()
    older = await rig.asked()
    first.hang_up()
    await first.reply()
    second = rig.hand_in()
    newer = await rig.asked(2)
    await rig.answer(newer)
    assert (await second.reply()).code == 250
    assert (rig.state(older), rig.state(newer)) == (State.SUPERSEDED, State.DELAYED)


async def test_two_at_once_share_one_answer(rig: Rig) -> None:
    first = rig.hand_in()
    older = await rig.asked()
    second = rig.hand_in()
    newer = await rig.asked(2)
    await rig.answer(newer)
    assert [(await s.reply()).code for s in (first, second)] == [250, 250]
    assert (rig.state(older), rig.state(newer)) == (State.SUPERSEDED, State.DELAYED)


async def test_two_at_once_share_one_refusal(rig: Rig) -> None:
    first, _ = rig.hand_in(), await rig.asked()
    second, newer = rig.hand_in(), await rig.asked(2)
    await rig.answer(newer, Choice.BACK)
    assert [(await s.reply()).code for s in (first, second)] == [554, 554]


async def test_when_the_first_of_two_waits_no_longer_both_are_taken(rig: Rig) -> None:
    rig.accounts.accounts = (an_account(hold_limit=0.1),)
    first, _ = rig.hand_in(), await rig.asked()
    second, newer = rig.hand_in(), await rig.asked(2)
    assert [(await s.reply()).code for s in (first, second)] == [250, 250]
    assert rig.state(newer) is State.ASKING


async def test_a_repeat_of_a_waiting_mail_is_asked_about_with_a_note(rig: Rig) -> None:
    rig.hand_in(OUTLOOK + MAIL)
    await rig.answer(await rig.asked())
    rig.hand_in(OUTLOOK + MAIL)
    await rig.asked(2)
    asked = rig.guard.front.snapshot()[1]
    assert "already waiting" in asked.summary.note  # type: ignore[union-attr]


async def test_a_repeat_of_a_sent_mail_is_asked_about_with_a_note(rig: Rig) -> None:
    rig.inspector.delay = 0.0
    rig.hand_in()
    await rig.answer(await rig.asked())
    await rig.deliver(State.SENT)
    rig.hand_in()
    await rig.asked(2)
    asked = rig.guard.front.snapshot()[1]
    assert "already sent on 20" in asked.summary.note  # type: ignore[union-attr]


async def test_another_mail_is_no_repeat(rig: Rig) -> None:
    rig.hand_in()
    await rig.asked()
    rig.hand_in(MAIL + b"more\r\n")
    await rig.asked(2)
    assert len([e for e in rig.guard.front.snapshot() if type(e).__name__ == "Asked"]) == 2


def an_entry(
    fingerprint: bytes, state: State = State.RECEIVED, account: str = "a@b.example"
) -> Entry:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    source = Source("", 0, 0, b"")
    return Entry("e", account, Envelope(None, ()), source, at, "", state, fingerprint=fingerprint)


def test_the_same_content_without_a_250_is_overtaken() -> None:
    assert is_overtaken(an_entry(b"same"), an_entry(b"same"))


@pytest.mark.parametrize(
    "older",
    [an_entry(b"other"), an_entry(b"same", State.ASKING), an_entry(b"same", account="c@d.example")],
)
def test_anything_else_stays(older: Entry) -> None:
    assert not is_overtaken(older, an_entry(b"same"))


def test_what_nobody_could_fingerprint_is_never_the_same() -> None:
    assert not is_overtaken(an_entry(b""), an_entry(b""))
