"""The control server: lets desktops and command lines speak with the engine.

It is the guard's `Desk`. Nothing a client does or leaves undone holds the engine up: what is
told to a desktop goes into its connection's buffer, and a desktop that does not read is cut off
and begins again with a snapshot.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable

from mailguard.control import address
from mailguard.control.address import ChannelAddress
from mailguard.control.connection import USUAL, Connection, Limits
from mailguard.control.fitting import lines
from mailguard.control.protocol import Answered, Request, Role
from mailguard.domain.command import Declined, Response
from mailguard.domain.entry import Channel
from mailguard.domain.event import Event
from mailguard.guard.ports import Front
from mailguard.i18n import _

log = logging.getLogger(__name__)


class ControlServer:
    """The engine's side of the channel: a `Desk` for the guard, a `Host` for its connections."""

    def __init__(
        self, start_desktop: Callable[[], Awaitable[None]], limits: Limits = USUAL
    ) -> None:
        self._start_desktop = start_desktop
        self._limits = limits
        self._unproved: dict[Connection, None] = {}  # in the order they came
        self._proved: set[Connection] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._empty = asyncio.Event()

    async def start(self, front: Front) -> ChannelAddress:
        """Listen on a free loopback port, with a fresh secret. Raises OSError."""
        self._front = front
        secret = address.new_secret()
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Connection(self, secret, self._limits), address.HOST, 0
        )
        port = self._server.sockets[0].getsockname()[1]
        return ChannelAddress(port, secret, os.getpid())

    async def close(self) -> None:
        """Let no one in, give running requests a moment to be answered, and hang up."""
        self._server.close()
        if self._running:
            await asyncio.wait(self._running, timeout=self._limits.farewell)
        for connection in self._connections:
            connection.close()
        if self._connections:
            await self._wait_until_empty()

    @property
    def attended(self) -> bool:
        """Whether at least one desktop is connected."""
        return bool(self._desktops)

    def publish(self, event: Event) -> None:
        """Tell every desktop; never blocks, never raises."""
        desktops = self._desktops
        told = lines(event) if desktops else []
        for desktop in desktops:
            desktop.send(told)

    async def summon(self) -> None:
        """Try to start a desktop; returns at once, whether or not one will come."""
        await self._start_desktop()

    @property
    def is_full(self) -> bool:
        """Whether another client would be one too many."""
        return len(self._proved) >= self._limits.connections

    def arrived(self, connection: Connection) -> None:
        """Let it prove itself; a crowd that never does must not keep an honest client out."""
        self._unproved[connection] = None
        if len(self._unproved) > self._limits.connections:
            next(iter(self._unproved)).abort()

    def proved(self, connection: Connection) -> None:
        """Take it in; a desktop hears how things stand, and from then on every event."""
        del self._unproved[connection]
        if connection.role is Role.DESKTOP:
            # no event can come between the snapshot and the set: nothing here waits
            connection.send_snapshot(
                [line for event in self._front.snapshot() for line in lines(event)]
            )
        self._proved.add(connection)

    def asked(self, connection: Connection, request: Request) -> None:
        """Have the request done; it is done to its end even if the client leaves meanwhile."""
        task = asyncio.get_running_loop().create_task(self._answer(connection, request))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def left(self, connection: Connection) -> None:
        """Forget it."""
        self._unproved.pop(connection, None)
        self._proved.discard(connection)
        if not self._connections:
            self._empty.set()

    async def _answer(self, connection: Connection, request: Request) -> None:
        by = Channel.DESKTOP if connection.role is Role.DESKTOP else Channel.COMMAND_LINE
        response: Response
        try:
            response = await self._front.handle(request.command, by)
        except Exception:  # a client must not wait for ever because of a bug
            log.exception("the command %s failed", type(request.command).__name__)
            response = Declined(_("That did not work. MailGuard's log says more."))
        connection.send(lines(Answered(request.number, response)))

    @property
    def _connections(self) -> tuple[Connection, ...]:
        return (*self._unproved, *self._proved)

    @property
    def _desktops(self) -> tuple[Connection, ...]:
        return tuple(c for c in self._proved if c.role is Role.DESKTOP)

    async def _wait_until_empty(self) -> None:
        self._empty.clear()
        try:
            await asyncio.wait_for(self._empty.wait(), self._limits.farewell)
        except TimeoutError:
            for connection in self._connections:
                connection.abort()
