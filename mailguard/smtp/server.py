"""The submission server: listens on the loopback addresses, and nowhere else."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Iterable

import msgspec

from mailguard.guard.ports import Intake
from mailguard.loopback import listen
from mailguard.smtp.connection import Connection
from mailguard.smtp.context import ServerContext
from mailguard.smtp.settings import SubmissionSettings

log = logging.getLogger(__name__)

_DEFAULTS = SubmissionSettings()


class Ports(msgspec.Struct, frozen=True):
    """Where mail programs reach the server."""

    clear: int  # in clear, with STARTTLS where there is a certificate
    tls: int | None = None  # TLS from the first octet (RFC 8314)


class SubmissionServer:
    """Takes mail from mail programs on this computer and hands it to the guard."""

    def __init__(
        self,
        intake: Intake,
        ports: Ports,
        tls: ssl.SSLContext | None = None,
        settings: SubmissionSettings = _DEFAULTS,
    ) -> None:
        """`tls`: without it neither STARTTLS nor `ports.tls` is served."""
        self._intake = intake
        self._ports = ports
        self._tls = tls
        self._settings = settings
        self._context: ServerContext | None = None
        self._servers: list[asyncio.Server] = []

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Host and port of every socket that listens. Without IPv6 there is no `::1`."""
        sockets = [one for server in self._servers for one in server.sockets]
        return tuple(one.getsockname()[:2] for one in sockets)

    async def start(self) -> None:
        """Listen on every address, or on none. Raises PortTakenError, OSError."""
        clear, secure = self._listen()
        self._context = ServerContext(self._intake, self._settings, self._tls)
        for one in clear:
            await self._serve(self._context, one, None)
        for one in secure:
            await self._serve(self._context, one, self._tls)
        log.info("listening on %s", ", ".join(f"{host} {port}" for host, port in self.addresses))

    async def close(self) -> None:
        """Stop listening, end what is idle, and see every message with the guard to its end.

        The guard must be stopping already: it ends the replies that it holds.
        """
        context, self._context = self._context, None
        if context is None:
            return
        for server in self._servers:
            server.close()
        self._servers.clear()
        context.is_closing = True
        _stop(context.connections)
        while context.tasks:
            await asyncio.wait(set(context.tasks))
        _stop(context.connections)  # those that got their answer meanwhile
        if context.connections:  # their deadlines see to it that they end
            await asyncio.wait([connection.ended for connection in context.connections])

    def _listen(self) -> tuple[tuple[socket.socket, ...], tuple[socket.socket, ...]]:
        backlog = self._settings.limits.backlog
        clear = listen(self._ports.clear, backlog)
        if self._tls is None or self._ports.tls is None:
            return clear, ()
        try:
            return clear, listen(self._ports.tls, backlog)
        except OSError:
            for one in clear:
                one.close()
            raise

    async def _serve(
        self, context: ServerContext, one: socket.socket, tls: ssl.SSLContext | None
    ) -> None:
        offers_tls = tls is None and self._tls is not None
        server = await context.loop.create_server(
            lambda: Connection(context, offers_tls=offers_tls),
            sock=one,
            ssl=tls,
            backlog=self._settings.limits.backlog,
            ssl_handshake_timeout=self._settings.timers.handshake if tls else None,
        )
        self._servers.append(server)


def _stop(connections: Iterable[Connection]) -> None:
    for connection in list(connections):
        connection.stop()
