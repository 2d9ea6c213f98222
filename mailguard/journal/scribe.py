"""The scribe: writes the journal beside the work: one thread, many records at a time."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from mailguard.domain.clock import Clock
from mailguard.domain.record import Record
from mailguard.journal.book import Book, Dated

log = logging.getLogger(__name__)

WAIT = 0.5
"""Seconds that a record may wait for others before it is written."""

BATCH = 200
"""Records after which waiting ends."""


class Scribe:
    """Implements Witness. What a crash takes with it is at most the last WAIT seconds."""

    def __init__(self, folder: Path, clock: Clock, *, wait: float = WAIT) -> None:
        self._folder = folder
        self._clock = clock
        self._wait = wait
        self._pending: list[Dated] = []
        self._timer: asyncio.TimerHandle | None = None
        self._thread = ThreadPoolExecutor(1, "journal")
        self._book: Book | None = None

    def note(self, record: Record) -> None:
        """Have it written. Returns at once, never raises."""
        self._pending.append(Dated(record, self._clock.now()))
        if len(self._pending) >= BATCH:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._wait, self._flush)

    async def prune(self, before: datetime) -> None:
        """Remove what is older than `before`, by whole months."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._prune, before)

    async def erase(self, address: str) -> bool:
        """Forget who has this Address.key; whether there was a line about them.

        Raises OSError, sqlite3.Error.
        """
        self._flush()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: self._opened().keys.erase(address))

    async def close(self) -> None:
        """Write what waits, and stop."""
        self._flush()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._put_down)
        self._thread.shutdown()

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        records, self._pending = tuple(self._pending), []
        if records:
            self._thread.submit(self._write, records)

    def _write(self, records: tuple[Dated, ...]) -> None:
        try:
            self._opened().write(records)
        except (OSError, sqlite3.Error) as error:
            log.warning("%d lines could not be written into the journal: %s", len(records), error)
            self._put_down()

    def _prune(self, before: datetime) -> None:
        try:
            gone = self._opened().prune(before)
        except (OSError, sqlite3.Error) as error:
            log.warning("the journal could not be pruned: %s", error)
            self._put_down()
        else:
            if gone:
                log.info("the journal: %d months were over", gone)

    def _opened(self) -> Book:
        if self._book is None:
            self._book = Book(self._folder)
        return self._book

    def _put_down(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None
