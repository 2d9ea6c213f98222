"""Mail that was put off to the next working day: it leaves then, and not before."""

from __future__ import annotations

from datetime import timedelta

from mailguard.domain.command import Choice, Declined, Done, Pause, ReleaseNow, Undo
from mailguard.domain.state import State
from tests.guard.conftest import Rig

TEN_HOURS = timedelta(hours=10)


async def put_off(rig: Rig) -> str:
    rig.inspector.later = rig.clock.now() + TEN_HOURS
    rig.hand_in()
    entry_id = await rig.asked()
    assert await rig.answer(entry_id, Choice.SEND, later=True) == Done()
    return entry_id


def release_at_is_kept(rig: Rig, entry_id: str) -> bool:
    entry = rig.spool.entry(entry_id)
    return entry is not None and entry.scheduled and entry.release_at == rig.inspector.later


async def test_it_waits_until_that_time(rig: Rig) -> None:
    entry_id = await put_off(rig)
    assert rig.state(entry_id) is State.DELAYED
    assert release_at_is_kept(rig, entry_id)
    rig.clock.pass_awake(9 * 3600)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    rig.clock.pass_awake(3601)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED


async def test_after_a_night_asleep_it_still_leaves_at_that_time(rig: Rig) -> None:
    entry_id = await put_off(rig)
    rig.clock.sleep(9 * 3600)
    await rig.guard._timetable.tick()  # it notices the sleep, and counts anew
    assert release_at_is_kept(rig, entry_id)
    rig.clock.pass_awake(3601)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED


async def test_a_time_that_was_slept_through_starts_the_delay(rig: Rig) -> None:
    entry_id = await put_off(rig)
    rig.clock.sleep(11 * 3600)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.DELAYED
    assert not release_at_is_kept(rig, entry_id)
    rig.clock.pass_awake(61)
    await rig.guard._timetable.tick()
    assert rig.state(entry_id) is State.QUEUED


async def test_it_can_be_sent_now_taken_back_or_held(rig: Rig) -> None:
    for order, state in (
        (ReleaseNow, State.QUEUED),
        (Undo, State.WITHDRAWN),
        (Pause, State.DELAYED),
    ):
        entry_id = await put_off(rig)
        assert await rig.do(order(entry_id)) == Done()
        assert rig.state(entry_id) is state
        assert not release_at_is_kept(rig, entry_id)
        rig.desk.events.clear()


async def test_where_nothing_was_offered_it_is_declined(rig: Rig) -> None:
    rig.hand_in()
    entry_id = await rig.asked()
    response = await rig.answer(entry_id, Choice.SEND, later=True)
    assert isinstance(response, Declined)
    assert rig.spool.entry(entry_id) is None
