"""Has mails looked through: the engine's way to the workers, and what it says when they fail."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from mailguard.domain.account import Account
from mailguard.domain.action import ActionRefusedError, Prepared
from mailguard.domain.entry import Entry
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Attachment, Source
from mailguard.domain.policy import Policy
from mailguard.i18n import _
from mailguard.inspection.crew import Crew, Patience
from mailguard.inspection.extraction import extract
from mailguard.inspection.fallback import inspection_without, preview_of
from mailguard.inspection.lessons import Lessons
from mailguard.inspection.protocol import (
    Inspected,
    Made,
    Prepare,
    Refused,
    Request,
    Studied,
    Study,
    framed,
)
from mailguard.inspection.worker import Job
from mailguard.preparation.order import Order


def worker_command(knowledge: Path) -> tuple[str, ...]:
    """How a worker is started that knows the contacts in the file `knowledge`."""
    return (sys.executable, "-m", "mailguard.worker", str(knowledge))


class WorkerInspector:
    """Implements Inspector. `policy` is asked anew for each mail."""

    def __init__(
        self,
        policy: Callable[[Account], Policy],
        command: Sequence[str],
        patience: Patience | None = None,
    ) -> None:
        self._policy = policy
        self._crew = Crew(command, patience or Patience())
        self._lessons = Lessons()
        self._numbers = count(1)

    async def start(self) -> None:
        """Warm a worker up; returns at once, and mails may come at once."""
        self._crew.start()

    async def close(self) -> None:
        """End the workers; what is under way is answered as not inspected."""
        await self._crew.close()

    async def inspect(
        self,
        entry: Entry,
        account: Account,
        on_preview: Callable[[Preview], None],
        octets: bytes | None = None,
    ) -> Inspection:
        """The whole inspection; what could not be read or checked is named in it."""
        policy = self._policy(account)
        job = self._job(entry, account, policy, on_preview, octets)
        self._crew.add(job)
        found = await job.result
        if isinstance(found, Inspected):
            inspection = found.inspection
            self._lessons.keep(entry.id, found.lesson)
        else:
            preview = job.preview or preview_of(entry, account, policy.settings)
            reason = _("This mail could not be looked through: it took too long, or it is damaged.")
            inspection = inspection_without(reason, entry, preview, policy)
        job.previewed(inspection.preview)
        return inspection

    async def extract(self, source: Source, attachment: Attachment, target: str) -> None:
        """Write the attachment's octets to the new, owner-only file `target`. Raises OSError."""
        await asyncio.to_thread(extract, source, attachment, Path(target))

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an inspection."""
        return self._crew.is_idle

    def lesson(self, entry: Entry) -> Lesson | None:
        """What a mail that was sent taught when it was looked through; asked for once.

        None: that was too long ago, or somebody was left out since, and it has to be read again.
        """
        lesson = self._lessons.take(entry.id)
        return None if entry.left_out else lesson

    async def study(self, entry: Entry, account: Account) -> Lesson | None:
        """What a mail that was sent teaches, read once more; None where it cannot be read."""
        everybody = entry.envelope.forwards
        forwards = tuple(f for f in everybody if f.address.key not in entry.left_out)
        envelope = replace(entry.envelope, forwards=forwards)
        request = Study(next(self._numbers), account.addresses, entry.source, envelope)
        since = asyncio.get_running_loop().time()
        job = Job(request.id, framed(request), since)
        self._crew.add(job)
        found = await job.result
        return found.lesson if isinstance(found, Studied) else None

    async def prepare(self, order: Order, account: Account) -> Prepared:
        """What leaves for a mail of which something reads the whole. Raises ActionRefusedError."""
        language = self._policy(account).settings.language
        request = Prepare(next(self._numbers), order, language)
        since = asyncio.get_running_loop().time()
        job = Job(request.id, framed(request), since, is_long=True)
        self._crew.add(job)
        found = await job.result
        if isinstance(found, Refused):
            raise ActionRefusedError(found.sentence)
        if not isinstance(found, Made):
            raise ActionRefusedError(
                _("This mail could not be prepared: it took too long, or it is damaged.")
            )
        return found.prepared

    def _job(
        self,
        entry: Entry,
        account: Account,
        policy: Policy,
        on_preview: Callable[[Preview], None],
        octets: bytes | None,
    ) -> Job:
        request = Request(
            next(self._numbers),
            account.id,
            account.addresses,
            entry.source,
            entry.envelope,
            policy,
            octets,
        )
        since = asyncio.get_running_loop().time()
        return Job(request.id, framed(request), since, on_preview)
