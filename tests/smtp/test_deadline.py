"""A deadline that moves."""

from __future__ import annotations

import asyncio

from mailguard.smtp.deadline import Deadline


class Reached:
    """Counts, and can be waited for."""

    def __init__(self) -> None:
        self.times = 0
        self.event = asyncio.Event()

    def __call__(self) -> None:
        self.times += 1
        self.event.set()

    async def wait(self) -> None:
        await asyncio.wait_for(self.event.wait(), 5)


async def test_it_is_reached_once() -> None:
    reached = Reached()
    Deadline(asyncio.get_running_loop(), reached).move(0.001)
    await reached.wait()
    await asyncio.sleep(0.01)
    assert reached.times == 1


async def test_it_can_be_put_off() -> None:
    loop, reached = asyncio.get_running_loop(), Reached()
    deadline = Deadline(loop, reached)
    deadline.move(0.001)
    deadline.move(0.02)
    put_off_at = loop.time()
    await reached.wait()
    assert loop.time() - put_off_at >= 0.019


async def test_it_can_be_brought_forward() -> None:
    reached = Reached()
    deadline = Deadline(asyncio.get_running_loop(), reached)
    deadline.move(3600)
    deadline.move(0.001)
    await reached.wait()


async def test_there_may_be_none() -> None:
    reached = Reached()
    deadline = Deadline(asyncio.get_running_loop(), reached)
    deadline.move(0.001)
    deadline.move(None)
    await asyncio.sleep(0.01)
    assert reached.times == 0
    deadline.move(0.001)
    await reached.wait()


async def test_cancelled_it_is_never_reached() -> None:
    reached = Reached()
    deadline = Deadline(asyncio.get_running_loop(), reached)
    deadline.move(0.001)
    deadline.cancel()
    await asyncio.sleep(0.01)
    assert reached.times == 0
