"""The timetable: which delayed mail leaves when, counted in time the computer was awake."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable

from mailguard.domain.clock import Clock

LOOK = 30.0
"""Seconds after which the clocks are looked at, at the latest, while something waits."""

SLEEP_NOTICED = 5.0
"""Seconds the two clocks may drift apart before the computer is taken to have slept."""


class Timetable:
    """Calls `release` for each entry when its time is up, and `resumed` after a sleep."""

    def __init__(
        self,
        clock: Clock,
        release: Callable[[str], Awaitable[None]],
        resumed: Callable[[], Awaitable[None]],
        is_held: Callable[[], bool],
    ) -> None:
        """While `is_held`, nothing is released."""
        self._clock = clock
        self._release = release
        self._resumed = resumed
        self._is_held = is_held
        self._due: dict[str, tuple[float, float]] = {}  # id → (awake time it is due, its delay)
        self._heap: list[tuple[float, str]] = []
        self._changed = asyncio.Event()
        self._slept = clock.elapsed() - clock.awake()

    def put(self, entry_id: str, delay: float) -> None:
        """Let the entry leave after `delay` seconds awake."""
        due = self._clock.awake() + delay
        self._due[entry_id] = (due, delay)
        heapq.heappush(self._heap, (due, entry_id))
        self._changed.set()

    def drop(self, entry_id: str) -> None:
        """Forget the entry."""
        self._due.pop(entry_id, None)

    def remaining(self, entry_id: str) -> float | None:
        """Seconds awake until the entry leaves; None: it has no time."""
        due = self._due.get(entry_id)
        return None if due is None else max(0.0, due[0] - self._clock.awake())

    def delay(self, entry_id: str) -> float | None:
        """The whole delay the entry was given; None: it has no time."""
        due = self._due.get(entry_id)
        return None if due is None else due[1]

    async def run(self) -> None:
        """Watch the time until cancelled."""
        while True:
            self._changed.clear()
            await self.tick()
            await self._pause()

    async def tick(self) -> None:
        """Release what is due; after a sleep, call `resumed` first and release nothing."""
        slept = self._clock.elapsed() - self._clock.awake()
        if slept - self._slept > SLEEP_NOTICED:
            self._slept = slept
            await self._resumed()
            return
        for entry_id in [] if self._is_held() else self._take_due():
            await self._release(entry_id)

    def _take_due(self) -> list[str]:
        now, due = self._clock.awake(), []
        while self._heap and self._heap[0][0] <= now:
            at, entry_id = heapq.heappop(self._heap)
            if self._due.get(entry_id, (None,))[0] == at:
                del self._due[entry_id]
                due.append(entry_id)
        return due

    async def _pause(self) -> None:
        wait = min(self._heap[0][0] - self._clock.awake(), LOOK) if self._heap else None
        if self._is_held():
            wait = LOOK
        try:
            async with asyncio.timeout(wait):  # not wait_for: before 3.12 it may lose a cancel
                await self._changed.wait()
        except TimeoutError:
            return
