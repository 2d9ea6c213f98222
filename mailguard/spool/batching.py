"""A thread that takes all the jobs waiting for it at once, and answers them together."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

J = TypeVar("J")
R = TypeVar("R")


class BatchThread(Generic[J, R]):
    """Runs `handle` on batches of jobs; each answer goes back to the loop that gave the job.

    While a batch is at work the next one gathers, so that an fsync or a commit is shared by as
    many as are waiting, and nobody waits for company.
    """

    def __init__(
        self,
        name: str,
        handle: Callable[[Sequence[J]], Sequence[R | Exception]],
        handled: Callable[[], None] = lambda: None,
    ) -> None:
        """`handled` is called in the loop after each batch, before anybody hears of it."""
        self._handle = handle
        self._handled = handled
        self._jobs: queue.SimpleQueue[tuple[J, asyncio.Future[R]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def do(self, job: J) -> asyncio.Future[R]:
        """Give the thread a job; the future brings what it came to."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._jobs.put((job, future))
        return future

    def close(self) -> None:
        """Wait until all jobs given so far are done, and end the thread."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            batch, ends = self._gather()
            if batch:
                self._answer(batch)
            if ends:
                return

    def _gather(self) -> tuple[list[tuple[J, asyncio.Future[R]]], bool]:
        """All jobs that are waiting, at least one; and whether the end has come."""
        batch: list[tuple[J, asyncio.Future[R]]] = []
        item = self._jobs.get()
        while item is not None:
            batch.append(item)
            try:
                item = self._jobs.get_nowait()
            except queue.Empty:
                return batch, False
        return batch, True

    def _answer(self, batch: Sequence[tuple[J, asyncio.Future[R]]]) -> None:
        try:
            answers = self._handle([job for job, _ in batch])
        except Exception as error:  # noqa: BLE001  whoever waits hears of it; the thread goes on
            answers = [error] * len(batch)
        futures = [future for _, future in batch]
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            futures[0].get_loop().call_soon_threadsafe(self._settle, futures, answers)

    def _settle(
        self, futures: Sequence[asyncio.Future[R]], answers: Sequence[R | Exception]
    ) -> None:
        self._handled()
        for future, answer in zip(futures, answers, strict=True):
            if future.cancelled():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
