"""A worker with the mails it was handed. It takes them in turn; the first is on its desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from mailguard.domain.inspection import Preview
from mailguard.inspection.process import WorkerProcess
from mailguard.inspection.protocol import (
    Failed,
    Inspected,
    Made,
    Previewed,
    Ready,
    Refused,
    Response,
    Studied,
)

Result = Inspected | Studied | Made | Refused


class Job:
    """A mail that waits for its inspection, to be learned from, or to be prepared."""

    def __init__(
        self,
        number: int,
        frame: bytes,
        since: float,
        on_preview: Callable[[Preview], None] = lambda _: None,
        *,
        is_long: bool = False,
    ) -> None:
        self.number = number
        self.frame = frame
        self.since = since  # loop time
        self.preview: Preview | None = None
        self.result: asyncio.Future[Result | None]
        self.result = asyncio.get_running_loop().create_future()
        self.is_long = is_long  # it may take more than an inspection
        self._on_preview = on_preview

    def previewed(self, preview: Preview) -> None:
        """Pass the preview on, the first time."""
        if self.preview is None:
            self.preview = preview
            self._on_preview(preview)

    def finish(self, answer: Result | None) -> None:
        """End the waiting; None: there is no answer."""
        if not self.result.done():
            self.result.set_result(answer)


class Worker:
    """The engine's view of one worker process and of what it has to do."""

    def __init__(self, on_free: Callable[[], None], on_gone: Callable[[Worker], None]) -> None:
        self._on_free = on_free
        self._on_gone = on_gone
        self._loop = asyncio.get_running_loop()
        self._process: WorkerProcess | None = None
        self.is_ready = False
        self.jobs: dict[int, Job] = {}  # by number, in the order they were handed over
        self.since = self._loop.time()  # when it began with what it is at

    async def start(self, command: Sequence[str]) -> None:
        """Start the process. Raises OSError."""
        self._process = await WorkerProcess.start(command, self._heard, lambda: self._on_gone(self))
        for job in self.jobs.values():  # handed over while it started
            self._process.send(job.frame)

    def take(self, job: Job) -> None:
        """Hand a mail over; it need not have finished the ones before."""
        if not self.jobs:
            self.since = self._loop.time()
        self.jobs[job.number] = job
        if self._process is not None:
            self._process.send(job.frame)

    def busy_for(self, now: float) -> float:
        """Seconds it has been at one mail, or at its start."""
        return now - self.since if self.jobs or not self.is_ready else 0.0

    @property
    def is_at_something_long(self) -> bool:
        """Whether the mail on its desk may take more than an inspection."""
        return next((job.is_long for job in self.jobs.values()), False)

    def give_up_waiting(self) -> list[Job]:
        """Take back all mails but the one it is at. What it says about them goes unheard."""
        taken = list(self.jobs.values())[1:]
        for job in taken:
            del self.jobs[job.number]
        return taken

    def kill(self) -> None:
        """End the process; `on_gone` follows."""
        if self._process is not None:
            self._process.kill()

    async def stop(self) -> None:
        """End the process, and wait until it is gone."""
        self.kill()
        if self._process is not None:
            await self._process.gone()

    def _heard(self, response: Response) -> None:
        if isinstance(response, Ready):
            self.is_ready = True
            self.since = self._loop.time()
        elif isinstance(response, Previewed):
            if job := self.jobs.get(response.id):
                job.previewed(response.preview)
        else:
            self._done(response)

    def _done(self, response: Result | Failed) -> None:
        self.since = self._loop.time()
        if job := self.jobs.pop(response.id, None):
            job.finish(None if isinstance(response, Failed) else response)
        self._on_free()
