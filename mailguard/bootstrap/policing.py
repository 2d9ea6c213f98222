"""The policy in a running engine: what holds now, watched, and fetched where it lies elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from mailguard.receipt.key import Key
from mailguard.rulebook import notices
from mailguard.rulebook.edition import Edition
from mailguard.rulebook.fetched import RefusedError
from mailguard.rulebook.fetching import Fetcher, FetchError
from mailguard.rulebook.rulebook import Rulebook
from mailguard.rulebook.sheet import Remote

log = logging.getLogger(__name__)

_LOOK = 1.0
"""Seconds between two looks at whether a file has changed."""

_FETCH = 3600.0
"""Seconds between two fetches."""

_AGAIN = 60.0
"""Seconds until the next try, where one has failed."""

Report = Callable[..., None]
"""Lets conditions hold: a source, and all that is wrong there."""


class Policing:
    """Holds the policy's edition, and has a new one made as soon as a file changes."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Reads all files. Blocking."""
        self._rulebook = rulebook
        self._signature = rulebook.signature()
        self.edition = rulebook.read()
        self._tasks: list[asyncio.Task[None]] = []
        self._fetcher: tuple[Remote, Fetcher] | None = None
        self._moved = asyncio.Event()  # it has to be fetched from elsewhere now

    def start(self, report: Report, on_change: Callable[[Edition], None]) -> None:
        """Look after the files from now on; `on_change` hears of every new edition."""
        self._report = report
        self._on_change = on_change
        report("policy", *self.edition.conditions)
        self._tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._fetch())]

    async def stop(self) -> None:
        """Look no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def receipt_key(self) -> Key | None:
        """By which mail leaves with a receipt now; for any thread. Raises KeyFileError."""
        return self._rulebook.receipt_key(self.edition)

    async def look(self) -> None:
        """Once: read everything anew if anything has changed."""
        signature = await asyncio.to_thread(self._rulebook.signature)
        if signature == self._signature:
            return
        self._signature = signature
        before = self.edition
        self.edition = await asyncio.to_thread(self._rulebook.read)
        log.info("the policy was read anew")
        self._report("policy", *self.edition.conditions)
        self._on_change(self.edition)
        if self.edition.remote != before.remote:
            self._moved.set()

    async def fetch(self) -> bool:
        """Once: take over the policy that lies elsewhere, if there is a new one.

        Whether nothing went wrong. Never raises.
        """
        remote = self.edition.remote
        if remote is None:
            self._report("policy-fetch")
            return True
        try:
            await asyncio.to_thread(self._take_over, remote)
        except (FetchError, RefusedError, OSError) as error:
            log.warning("the policy could not be fetched: %s", error)
            self._report("policy-fetch", notices.not_fetched(remote.url, str(error)))
            return False
        self._report("policy-fetch")
        return True

    def _take_over(self, remote: Remote) -> None:
        if self._fetcher is None or self._fetcher[0] != remote:
            self._fetcher = remote, Fetcher(remote.url)
        fetcher = self._fetcher[1]
        if arrived := fetcher.fetch():
            self._rulebook.fetched.take_over(arrived.octets, arrived.seal, remote)
            fetcher.accepted(arrived)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            try:
                await self.look()
            except Exception:  # a bug of ours: what holds goes on holding
                log.exception("the policy's files could not be looked at")

    async def _fetch(self) -> None:
        while True:
            self._moved.clear()
            pause = _FETCH if await self.fetch() else _AGAIN
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):  # not wait_for: before 3.12 it may lose a cancel
                    await self._moved.wait()
