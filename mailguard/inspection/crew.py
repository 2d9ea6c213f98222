"""The workers: one is kept warm, a second helps out, and one that fails over a mail is replaced."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Sequence

import msgspec

from mailguard.inspection.worker import Job, Worker

log = logging.getLogger(__name__)

_HANDED_OVER = 16  # mails that a worker may have at a time: it never waits for the next
_MOST_WORKERS = 2


class Patience(msgspec.Struct, frozen=True):
    """Seconds that are waited."""

    start: float = 10.0  # for a worker to be ready
    one_mail: float = 5.0  # for a worker to be done with one mail
    whole: float = 10.0  # for an inspection, with the mails before it
    long: float = 180.0  # for something that may take more, such as encrypting large files
    help: float = 0.25  # until a second worker takes what waits behind a mail
    idle: float = 30.0  # until the second worker goes
    look: float = 0.1  # between two looks at how long all that takes


class Crew:
    """Hands jobs to workers. A job whose worker is lost at it is finished without a result."""

    def __init__(self, command: Sequence[str], patience: Patience) -> None:
        self._command = command
        self._patience = patience
        self._workers: list[Worker] = []
        self._waiting: deque[Job] = deque()  # handed to no worker yet
        self._watch: asyncio.TimerHandle | None = None
        self._busy_at = 0.0  # loop time when somebody was last seen busy
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def start(self) -> None:
        """Warm a worker up. Jobs may come before it is warm."""
        self._hire()

    async def close(self) -> None:
        """End the workers; what is under way is finished without a result."""
        self._closed = True
        if self._watch is not None:
            self._watch.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in [*self._workers]))
        _give_up(self._waiting)
        self._waiting.clear()

    def add(self, job: Job) -> None:
        """Have `job` done as soon as a worker is free for it."""
        self._waiting.append(job)
        self._hand_over()
        if self._watch is None:
            self._look_later()

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to do."""
        return not self._waiting and not any(worker.jobs for worker in self._workers)

    def _hire(self) -> None:
        worker = Worker(self._hand_over, self._lost)
        self._workers.append(worker)
        task = asyncio.create_task(self._start(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self, worker: Worker) -> None:
        try:
            await worker.start(self._command)
        except OSError as error:
            log.warning("the worker cannot be started: %s", error)
            self._workers.remove(worker)
            _give_up(worker.jobs.values())

    def _hand_over(self) -> None:
        if self._waiting and not self._workers and not self._closed:
            self._hire()
        now = asyncio.get_running_loop().time()
        while self._waiting and self._workers:
            worker = min(self._workers, key=lambda w: (self._is_slow(w, now), len(w.jobs)))
            if len(worker.jobs) >= _HANDED_OVER:
                return
            job = self._waiting.popleft()
            if not job.result.done():
                worker.take(job)

    def _lost(self, worker: Worker) -> None:
        """The process is gone: the mail it was at is to blame, or the program itself."""
        self._workers.remove(worker)
        if worker.is_ready and not self._closed:
            self._waiting.extendleft(reversed(worker.give_up_waiting()))
        if worker.jobs:
            log.warning("a worker ended over a mail; it goes unchecked")
            _give_up(worker.jobs.values())
        if not self._workers and worker.is_ready and not self._closed:
            self._hire()
        self._hand_over()

    def _look_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._watch = loop.call_later(self._patience.look, self._look)

    def _look(self) -> None:
        """See that nothing takes too long; looks on as long as there is anything to see."""
        now = asyncio.get_running_loop().time()
        for worker in [*self._workers]:
            _give_up(job for job in worker.jobs.values() if self._is_over(job, now))
            if worker.busy_for(now) > self._limit(worker):
                worker.kill()
        _give_up(job for job in self._waiting if self._is_over(job, now))
        self._help_out(now)
        if self._waiting or any(worker.busy_for(now) for worker in self._workers):
            self._busy_at = now
        elif len(self._workers) > 1 and now - self._busy_at > self._patience.idle:
            self._workers[-1].kill()
        self._watch = None
        if self._busy_at == now or len(self._workers) > 1:
            self._look_later()

    def _is_over(self, job: Job, now: float) -> bool:
        return now - job.since > (self._patience.long if job.is_long else self._patience.whole)

    def _limit(self, worker: Worker) -> float:
        if not worker.is_ready:
            return self._patience.start
        is_long = worker.is_at_something_long
        return self._patience.long if is_long else self._patience.one_mail

    def _help_out(self, now: float) -> None:
        """Take what waits behind a slow mail to another worker, a new one if need be."""
        slow = [w for w in self._workers if self._is_slow(w, now) and len(w.jobs) > 1]
        if slow and len(self._workers) < _MOST_WORKERS:
            self._hire()
        if any(not self._is_slow(worker, now) for worker in self._workers):
            for worker in slow:
                self._waiting.extendleft(reversed(worker.give_up_waiting()))
            self._hand_over()

    def _is_slow(self, worker: Worker, now: float) -> bool:
        return worker.is_ready and worker.busy_for(now) > self._patience.help


def _give_up(jobs: Iterable[Job]) -> None:
    for job in [*jobs]:
        job.finish(None)
