"""Learns from the user's mail, beside the work: one thread, many mails at a time."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Mailbox
from mailguard.knowledge.unread import lesson_of_meeting

if TYPE_CHECKING:
    from mailguard.knowledge.store import Store

log = logging.getLogger(__name__)

WAIT = 1.0
"""Seconds that a lesson may wait for others before it is written."""

BATCH = 100
"""Lessons after which waiting ends."""


class KnowledgeMemory:
    """Implements Memory. What a crash takes with it is at most the last WAIT seconds."""

    def __init__(self, path: Path, *, wait: float = WAIT, batch: int = BATCH) -> None:
        self._path = path
        self._wait = wait
        self._batch = batch
        self._pending: list[Lesson] = []
        self._timer: asyncio.TimerHandle | None = None
        self._thread = ThreadPoolExecutor(1, "knowledge")
        self._store: Store | None = None

    def met(self, mailboxes: Sequence[Mailbox], at: datetime) -> None:
        """A mail to `mailboxes` left at `at` (UTC). Returns at once."""
        self.learn(lesson_of_meeting(mailboxes, at))

    def learn(self, lesson: Lesson) -> None:
        """Learn from a whole mail. Returns at once."""
        self._pending.append(lesson)
        if len(self._pending) >= self._batch:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._wait, self._flush)

    async def forget(self, key: str) -> bool:
        """Forget everything about an Address.key; whether it was known.

        Raises sqlite3.Error, OSError.
        """
        self._flush()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: self._opened().forget(key))

    async def forget_old(self, before: datetime) -> None:
        """Forget whoever had no mail since `before`. Never raises: the next day tries again."""
        self._flush()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._forget_old, before)

    async def close(self) -> None:
        """Write what waits, and stop."""
        self._flush()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        lessons, self._pending = tuple(self._pending), []
        if lessons:
            self._thread.submit(self._write, lessons)

    def _write(self, lessons: tuple[Lesson, ...]) -> None:
        try:
            self._opened().learn_all(lessons)
        except (sqlite3.Error, OSError) as error:  # strangers ask for a tick more, nothing is lost
            log.warning("%d mails could not be learned from: %s", len(lessons), error)
            self._disconnect()

    def _forget_old(self, before: datetime) -> None:
        try:
            gone = self._opened().forget_old(before)
        except (sqlite3.Error, OSError) as error:
            log.warning("what is old could not be forgotten: %s", error)
            self._disconnect()
        else:
            log.info("%d people had no mail for long and are forgotten", gone)

    def _opened(self) -> Store:
        from mailguard.knowledge.store import Store  # noqa: PLC0415  not while the engine starts

        if self._store is None:
            self._store = Store(self._path)
        return self._store

    def _disconnect(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
