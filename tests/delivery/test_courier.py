"""Couriers: threads that are reused, hand errors back, and outlive nobody."""

from __future__ import annotations

import asyncio
import threading

import pytest

from mailguard.delivery.courier import Couriers


def fail() -> None:
    raise ValueError("on purpose")


async def test_a_call_runs_in_another_thread_and_its_result_comes_back() -> None:
    couriers = Couriers()
    assert await couriers.run(threading.current_thread) is not threading.current_thread()
    couriers.dismiss()


async def test_a_thread_is_used_again() -> None:
    couriers = Couriers()
    threads = {await couriers.run(threading.current_thread) for _ in range(3)}
    assert len(threads) == 1
    couriers.dismiss()


async def test_calls_at_once_have_threads_of_their_own() -> None:
    couriers, meeting = Couriers(), threading.Barrier(2, timeout=5)
    await asyncio.gather(couriers.run(meeting.wait), couriers.run(meeting.wait))
    couriers.dismiss()


async def test_an_error_comes_back_to_whoever_called() -> None:
    couriers = Couriers()
    with pytest.raises(ValueError, match="on purpose"):
        await couriers.run(fail)
    assert await couriers.run(lambda: 1) == 1
    couriers.dismiss()


async def test_a_call_nobody_waits_for_any_more_does_no_harm() -> None:
    couriers, may_end = Couriers(), threading.Event()
    call = asyncio.create_task(couriers.run(may_end.wait))
    await asyncio.sleep(0)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    may_end.set()
    assert await couriers.run(lambda: 1) == 1
    couriers.dismiss()


async def test_dismissed_threads_end() -> None:
    couriers = Couriers()
    thread = await couriers.run(threading.current_thread)
    couriers.dismiss()
    thread.join(5)
    assert not thread.is_alive()


async def test_a_call_can_be_sent_without_waiting() -> None:
    couriers, was_made = Couriers(), threading.Event()
    couriers.send(was_made.set)
    assert await asyncio.to_thread(was_made.wait, 5)
    await asyncio.sleep(0)
    couriers.dismiss()
