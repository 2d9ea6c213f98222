"""Starts the desktop for an engine that has something to ask and nobody to show it."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import time

from mailguard.paths import DataFolder

log = logging.getLogger(__name__)

_AGAIN = 10.0
"""Seconds until another one is started, if the last has not come."""


class DesktopStarter:
    """Starts at most one desktop every few seconds; a second one leaves by itself."""

    def __init__(self, folder: DataFolder, *, headless: bool) -> None:
        self._folder = folder
        self._headless = headless
        self._last = -_AGAIN

    async def start(self) -> None:
        """Start one detached, unless this engine runs without. Never raises."""
        if self._headless or time.monotonic() - self._last < _AGAIN:
            return
        self._last = time.monotonic()
        try:
            await asyncio.to_thread(self._spawn)
        except OSError as error:
            log.warning("the desktop could not be started: %s", error)

    def _spawn(self) -> None:
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", "ui", "--quiet", "--data", str(self._folder.root)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
