"""A point in time that is moved often and seldom reached."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

_LOOK_EVERY = 60.0  # seconds; so a deadline may come nearer, too, without a new timer


class Deadline:
    """Moving it is cheap: its timer looks only when it fires whether the time has come."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_reached: Callable[[], None]) -> None:
        self._loop = loop
        self._on_reached = on_reached
        self._at = math.inf
        self._timer: asyncio.TimerHandle | None = None

    def move(self, seconds: float | None) -> None:
        """To `seconds` from now; None: there is none."""
        self._at = math.inf if seconds is None else self._loop.time() + seconds
        if self._at < (self._timer.when() if self._timer else math.inf):
            self._set_timer()

    def cancel(self) -> None:
        """There will be none any more."""
        self._at = math.inf
        if self._timer:
            self._timer.cancel()

    def _set_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
        look_at = min(self._at, self._loop.time() + _LOOK_EVERY)
        self._timer = self._loop.call_at(look_at, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._at <= self._loop.time():
            self._at = math.inf
            self._on_reached()
        elif self._at < math.inf:
            self._set_timer()
