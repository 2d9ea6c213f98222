"""Learns whom the user writes to, beside the work: one thread, many mails at a time."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from mailguard.domain.mail import Mailbox
from mailguard.knowledge.contacts import Meeting, open_to_write, write

log = logging.getLogger(__name__)

WAIT = 1.0
"""Seconds that a contact may wait for others before it is written."""

BATCH = 100
"""Mails after which waiting ends."""


class ContactMemory:
    """Implements Memory. What a crash takes with it is at most the last WAIT seconds."""

    def __init__(self, path: Path, *, wait: float = WAIT, batch: int = BATCH) -> None:
        self._path = path
        self._wait = wait
        self._batch = batch
        self._pending: dict[str, Meeting] = {}
        self._mails = 0
        self._timer: asyncio.TimerHandle | None = None
        self._thread = ThreadPoolExecutor(1, "knowledge")
        self._connection: sqlite3.Connection | None = None

    def met(self, mailboxes: Sequence[Mailbox], at: datetime) -> None:
        """A mail to `mailboxes` left at `at` (UTC). Returns at once."""
        for mailbox in mailboxes:
            self._add(mailbox, at)
        self._mails += 1
        if self._mails >= self._batch:
            self._flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._wait, self._flush)

    async def close(self) -> None:
        """Write what waits, and stop."""
        self._flush()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    def _add(self, mailbox: Mailbox, at: datetime) -> None:
        key = mailbox.address.key
        before = self._pending.get(key)
        self._pending[key] = Meeting(
            key,
            mailbox.name or (before.name if before else ""),
            before.times + 1 if before else 1,
            max(at, before.last_at) if before else at,
        )

    def _flush(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        meetings, self._pending, self._mails = tuple(self._pending.values()), {}, 0
        if meetings:
            self._thread.submit(self._write, meetings)

    def _write(self, meetings: tuple[Meeting, ...]) -> None:
        try:
            if self._connection is None:
                self._connection = open_to_write(self._path)
            write(self._connection, meetings)
        except (sqlite3.Error, OSError) as error:  # strangers ask for a tick more, nothing is lost
            log.warning("%d contacts could not be written: %s", len(meetings), error)
            self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
