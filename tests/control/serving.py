"""The real control server in a thread of its own, for blocking clients."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from mailguard.control.address import ChannelAddress
from mailguard.control.connection import Limits
from mailguard.control.server import ControlServer
from mailguard.domain.event import Event
from tests.fakes.front import FakeFront


class ServedEngine:
    """A fake engine that runs in a thread."""

    def __init__(self, front: FakeFront) -> None:
        self.front = front
        self._loop = asyncio.new_event_loop()
        self._stopped = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=[self._serve()])

    def start(self) -> ChannelAddress:
        self._thread.start()
        self._ready.wait(10)
        return self.address

    def publish(self, event: Event) -> None:
        self._loop.call_soon_threadsafe(self.server.publish, event)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> None:
        async def start_no_desktop() -> None:
            return None

        self.server = ControlServer(start_no_desktop, Limits(farewell=0.1))
        self.address = await self.server.start(self.front)
        self._ready.set()
        await self._stopped.wait()
        await self.server.close()


@contextmanager
def a_served_engine(front: FakeFront) -> Iterator[ServedEngine]:
    """The engine, running; its address is `address`."""
    engine = ServedEngine(front)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()
