"""The timetable: time awake counts, time asleep does not."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from mailguard.guard.timetable import Timetable
from tests.fakes.clock import FakeClock

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from("abc"), st.floats(0, 100)),
        st.tuples(st.just("drop"), st.sampled_from("abc"), st.just(0.0)),
        st.tuples(st.just("awake"), st.just(""), st.floats(0, 60)),
        st.tuples(st.just("asleep"), st.just(""), st.floats(0, 10_000)),
    ),
    max_size=30,
)


class Watched:
    """A timetable that notes what it released."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.released: list[str] = []
        self.resumed = 0
        self.is_held = False
        self.table = Timetable(self.clock, self._release, self._resume, lambda: self.is_held)

    async def _release(self, entry_id: str) -> None:
        self.released.append(entry_id)

    async def _resume(self) -> None:
        self.resumed += 1


async def test_it_releases_in_the_order_of_times() -> None:
    watched = Watched()
    watched.table.put("late", 20)
    watched.table.put("soon", 10)
    watched.clock.pass_awake(30)
    await watched.table.tick()
    assert watched.released == ["soon", "late"]


async def test_a_new_time_takes_the_place_of_the_old() -> None:
    watched = Watched()
    watched.table.put("a", 10)
    watched.table.put("a", 100)
    watched.clock.pass_awake(50)
    await watched.table.tick()
    assert watched.released == []
    assert watched.table.remaining("a") == 50


async def test_after_a_sleep_it_says_so_and_releases_nothing() -> None:
    watched = Watched()
    watched.table.put("a", 10)
    watched.clock.sleep(100)
    watched.clock.pass_awake(11)
    await watched.table.tick()
    assert (watched.resumed, watched.released) == (1, [])


async def test_a_clock_set_back_or_forth_changes_nothing() -> None:
    watched = Watched()
    watched.table.put("a", 10)
    watched.clock.set_calendar(watched.clock.now().replace(year=2036))
    await watched.table.tick()
    assert (watched.resumed, watched.released) == (0, [])


async def test_it_runs_by_itself() -> None:
    watched = Watched()
    running = asyncio.create_task(watched.table.run())
    watched.table.put("a", 0)
    async with asyncio.timeout(5):
        while not watched.released:
            await asyncio.sleep(0.001)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@given(STEPS)
def test_nothing_is_released_before_its_time_awake(steps: list[tuple[str, str, float]]) -> None:
    async def play() -> None:
        watched = Watched()
        due: dict[str, float] = {}
        for kind, name, seconds in steps:
            if kind == "put":
                watched.table.put(name, seconds)
                due[name] = watched.clock.awake() + seconds
            elif kind == "drop":
                watched.table.drop(name)
                due.pop(name, None)
            elif kind == "awake":
                watched.clock.pass_awake(seconds)
            else:
                watched.clock.sleep(seconds)
            before = len(watched.released)
            await watched.table.tick()
            for released in watched.released[before:]:
                assert due.pop(released) <= watched.clock.awake()

    asyncio.run(play())
