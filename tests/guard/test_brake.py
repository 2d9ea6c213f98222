"""Hold everything: nothing leaves, whatever its time, until mail is let go again."""

from __future__ import annotations

from mailguard.domain import record as r
from mailguard.domain.command import Choice, Declined, Done, HoldAll, ReleaseNow, Undo
from mailguard.domain.entry import Channel
from mailguard.domain.event import Conditions
from mailguard.domain.state import State
from mailguard.guard.brake import ID
from tests.guard.conftest import Rig


async def sent(rig: Rig) -> str:
    rig.desk.events.clear()
    rig.hand_in()
    entry_id = await rig.asked()
    await rig.answer(entry_id, Choice.SEND)
    return entry_id


async def test_a_delay_that_is_over_lets_nothing_go(rig: Rig) -> None:
    entry_id = await sent(rig)
    assert await rig.do(HoldAll(True)) == Done()
    rig.clock.pass_awake(3600)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED


async def test_mail_without_a_delay_waits_too(rig: Rig) -> None:
    rig.inspector.delay = 0.0
    await rig.do(HoldAll(True))
    entry_id = await sent(rig)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    assert rig.departures.notified == []


async def test_let_go_again_each_has_its_delay_once_more(rig: Rig) -> None:
    entry_id = await sent(rig)
    await rig.do(HoldAll(True))
    rig.clock.pass_awake(3600)
    assert await rig.do(HoldAll(False)) == Done()
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    rig.clock.pass_awake(61)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED
    assert "taro@example.co.jp" in rig.departures.notified


async def test_a_single_mail_cannot_be_sent_now_but_taken_back(rig: Rig) -> None:
    entry_id = await sent(rig)
    await rig.do(HoldAll(True))
    response = await rig.do(ReleaseNow(entry_id))
    assert isinstance(response, Declined)
    assert "held" in response.sentence
    assert await rig.do(Undo(entry_id)) == Done()


async def test_the_desktop_is_told_and_it_is_journalled(rig: Rig) -> None:
    await rig.do(HoldAll(True), Channel.COMMAND_LINE)
    told = [event for event in rig.desk.events if isinstance(event, Conditions)]
    assert [condition.id for condition in told[-1].conditions] == [ID]
    assert rig.witness.records == [r.Braked(True, Channel.COMMAND_LINE)]
    await rig.do(HoldAll(True))
    assert len(rig.witness.records) == 1  # it was on already


async def test_it_outlives_a_restart(rig: Rig) -> None:
    await rig.do(HoldAll(True))
    again = Rig(rig.folder, rig.options)
    assert again.guard.brake.is_on
    await again.do(HoldAll(False))
    assert not Rig(rig.folder, rig.options).guard.brake.is_on


async def test_where_the_disk_is_full_nothing_changes_and_that_is_said(rig: Rig) -> None:
    rig.folder.chmod(0o700)
    (rig.folder / "held").mkdir()
    response = await rig.do(HoldAll(True))
    assert isinstance(response, Declined)
    assert not rig.guard.brake.is_on
