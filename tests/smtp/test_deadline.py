"""A deadline that moves."""

from __future__ import annotations

import asyncio

import pytest

from mailguard.smtp import deadline
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
    moving = Deadline(loop, reached)
    moving.move(0.001)
    moving.move(0.02)
    put_off_at = loop.time()
    await reached.wait()
    assert loop.time() - put_off_at >= 0.019


async def test_it_is_reached_however_often_its_timer_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadline, "_LOOK_EVERY", 0.001)
    loop, reached = asyncio.get_running_loop(), Reached()
    started_at = loop.time()
    Deadline(loop, reached).move(0.02)
    await reached.wait()
    assert loop.time() - started_at >= 0.019


async def test_it_can_be_brought_forward() -> None:
    reached = Reached()
    moving = Deadline(asyncio.get_running_loop(), reached)
    moving.move(3600)
    moving.move(0.001)
    await reached.wait()


async def test_there_may_be_none() -> None:
    reached = Reached()
    moving = Deadline(asyncio.get_running_loop(), reached)
    moving.move(0.001)
    moving.move(None)
    await asyncio.sleep(0.01)
    assert reached.times == 0
    moving.move(0.001)
    await reached.wait()


async def test_cancelled_it_is_never_reached() -> None:
    reached = Reached()
    moving = Deadline(asyncio.get_running_loop(), reached)
    moving.move(0.001)
    moving.cancel()
    await asyncio.sleep(0.01)
    assert reached.times == 0
