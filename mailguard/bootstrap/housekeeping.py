"""Housekeeping: what is over goes, a little after the start and then every hour.

Once a day, as the computer's time goes by, it looks after what grows old slowly.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from mailguard.domain.clock import Clock
from mailguard.guard.storage import Spool, SpoolError

log = logging.getLogger(__name__)

_FIRST = 60.0
_EVERY = 3600.0
_DAY = 24 * 3600.0


class Housekeeping:
    """Sweeps the spool, and the folder of exported files."""

    def __init__(
        self,
        spool: Spool,
        exports: Path,
        keep_exports: float,
        clock: Clock,
        hourly: Callable[[], Awaitable[None]],
        daily: Callable[[], Awaitable[None]],
    ) -> None:
        """`keep_exports`: days that an opened attachment is kept for the program that shows it.

        Neither `hourly` nor `daily` raises; the first day is over one after this was made.
        """
        self._spool = spool
        self._exports = exports
        self._keep_exports = keep_exports * _DAY
        self._clock = clock
        self._hourly = hourly
        self._daily = daily
        self._next_day = clock.elapsed() + _DAY
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        await asyncio.sleep(_FIRST)
        while True:
            try:
                await self.sweep()
                await self._hourly()
                await self.look_daily()
            except Exception:  # a bug of ours: the next hour may do better
                log.exception("housekeeping")
            await asyncio.sleep(_EVERY)

    async def sweep(self) -> None:
        """Once. Never raises: what could not go now goes the next time."""
        try:
            gone = await self._spool.sweep(self._clock.now())
            await asyncio.to_thread(_remove_old, self._exports, time.time() - self._keep_exports)
        except (SpoolError, OSError) as error:
            log.warning("housekeeping: %s", error)
        else:
            log.info("housekeeping: %d files went", gone)

    async def look_daily(self) -> None:
        """Do what is done daily, if a day has gone by since."""
        if self._clock.elapsed() >= self._next_day:
            self._next_day = self._clock.elapsed() + _DAY
            await self._daily()


def _remove_old(folder: Path, before: float) -> None:
    for one in folder.iterdir():
        if one.stat().st_mtime < before:
            shutil.rmtree(one, ignore_errors=True)
