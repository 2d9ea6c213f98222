"""A point in time that is moved often and seldom reached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Deadline:
    """Moving it is cheap: its timer looks only when it fires whether the time has come."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_reached: Callable[[], None]) -> None:
        self._loop = loop
        self._on_reached = on_reached
        self._at: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def move(self, seconds: float | None) -> None:
        """To `seconds` from now; None: there is none."""
        self._at = None if seconds is None else self._loop.time() + seconds
        if self._at is not None and (self._timer is None or self._timer.when() > self._at):
            self._set_timer(self._at)

    def cancel(self) -> None:
        """There will be none any more."""
        self._at = None
        if self._timer:
            self._timer.cancel()

    def _set_timer(self, at: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = self._loop.call_at(at, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._at is None:
            return
        if self._at > self._loop.time():
            self._set_timer(self._at)
            return
        self._at = None
        self._on_reached()
