"""Patience: blocking work, done in a thread that does not keep the program alive.

A keyring may wait for the user for ever, and the event loop's own threads hold up its end.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[], T]) -> T:
    """What `work` returns or raises."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()  # from here on it can be left, but not cancelled

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  it is raised where it is awaited
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(done)
