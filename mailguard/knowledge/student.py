"""Learns from each mail that was sent."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from mailguard.domain.account import Account
from mailguard.domain.address import Address
from mailguard.domain.entry import Entry
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Mailbox
from mailguard.guard.ports import Accounts
from mailguard.knowledge.memory import KnowledgeMemory
from mailguard.knowledge.unread import lesson_of_bounce

MOST = 500
"""Mails that wait to be read again. Of further ones only the recipients are learned."""


class Library(Protocol):
    """What mails taught when they were looked through, and where they are read again."""

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an inspection."""
        ...

    def lesson(self, entry: Entry) -> Lesson | None:
        """What the mail taught when it was looked through; None: it has to be read again."""
        ...

    async def study(self, entry: Entry, account: Account) -> Lesson | None:
        """What the mail teaches, in a process that may die of it; None where it cannot be read.

        Never raises.
        """
        ...


class Pace(msgspec.Struct, frozen=True):
    """Seconds between two mails that are read again."""

    busy: float = 0.25  # while mail is being sent
    quiet: float = 0.01
    settling: float = 2.0  # after which no further mail means that it is quiet


class Student:
    """Implements Memory. What cannot be read, or comes too fast, teaches its recipients alone."""

    def __init__(
        self,
        memory: KnowledgeMemory,
        library: Library,
        accounts: Accounts,
        pace: Pace | None = None,
    ) -> None:
        self._memory = memory
        self._library = library
        self._accounts = accounts
        self._pace = pace or Pace()
        self._waiting: deque[tuple[Entry, datetime]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._last = 0.0  # loop time of the last mail

    def sent(self, entry: Entry, at: datetime) -> None:
        """`entry` was sent at `at` (UTC). Returns at once."""
        self._last = asyncio.get_running_loop().time()
        if lesson := self._library.lesson(entry):
            self._memory.learn(lesson)
            return
        if len(self._waiting) >= MOST:
            self._meet(entry, at)
            return
        self._waiting.append((entry, at))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._study_all())

    def bounced(self, addresses: Sequence[Address], at: datetime) -> None:
        """There is no such mailbox as these, a server said at `at` (UTC). Returns at once."""
        self._memory.learn(lesson_of_bounce(addresses, at))

    async def close(self) -> None:
        """Stop reading; of what still waits the recipients are learned."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        while self._waiting:
            self._meet(*self._waiting.popleft())
        await self._memory.close()

    async def _study_all(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._pause)
            if self._library.is_idle:
                await self._study(*self._waiting[0])
                self._waiting.popleft()

    @property
    def _pause(self) -> float:
        silence = asyncio.get_running_loop().time() - self._last
        return self._pace.quiet if silence > self._pace.settling else self._pace.busy

    async def _study(self, entry: Entry, at: datetime) -> None:
        account = self._accounts.get(entry.account)
        lesson = await self._library.study(entry, account) if account else None
        if lesson is None:
            self._meet(entry, at)
        else:
            self._memory.learn(lesson)

    def _meet(self, entry: Entry, at: datetime) -> None:
        names = entry.names
        self._memory.met([Mailbox(a, names.get(str(a), "")) for a in entry.recipients], at)
