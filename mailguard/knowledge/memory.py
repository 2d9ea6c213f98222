"""Learns from the user's mail, beside the work: one thread, many mails at a time."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Mailbox
from mailguard.knowledge.lessons import lesson_of_meeting
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
            if self._store is None:
                self._store = Store(self._path)
            self._store.learn_all(lessons)
        except (sqlite3.Error, OSError) as error:  # strangers ask for a tick more, nothing is lost
            log.warning("%d mails could not be learned from: %s", len(lessons), error)
            self._disconnect()

    def _disconnect(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
