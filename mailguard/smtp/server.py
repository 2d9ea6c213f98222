"""The submission server: listens on the loopback addresses, and nowhere else."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterable

from mailguard.guard.ports import Intake
from mailguard.loopback import listen
from mailguard.smtp.connection import Connection
from mailguard.smtp.context import ServerContext
from mailguard.smtp.settings import SubmissionSettings

log = logging.getLogger(__name__)

_DEFAULTS = SubmissionSettings()


class SubmissionServer:
    """Takes mail from mail programs on this computer and hands it to the guard.

    Each port is listened on by itself: one that is taken says nothing about another.
    """

    def __init__(
        self,
        intake: Intake,
        tls: ssl.SSLContext | None = None,
        settings: SubmissionSettings = _DEFAULTS,
    ) -> None:
        """`tls`: what STARTTLS and `listen_tls` are served with; without it neither is."""
        self._intake = intake
        self._tls = tls
        self._settings = settings
        self._context: ServerContext | None = None
        self._servers: list[asyncio.Server] = []

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Host and port of every socket that listens. Without IPv6 there is no `::1`."""
        sockets = [one for server in self._servers for one in server.sockets]
        return tuple(one.getsockname()[:2] for one in sockets)

    async def listen(self, port: int) -> None:
        """Serve `port`, which begins in clear, on every address or on none.

        Raises PortTakenError, OSError.
        """
        await self._listen(port, None)

    async def listen_tls(self, port: int) -> None:
        """Serve `port` with TLS from the first octet (RFC 8314), on every address or on none.

        Raises PortTakenError, OSError; ValueError where there is no certificate.
        """
        if self._tls is None:
            raise ValueError("a port of TLS without a certificate would serve in clear")
        await self._listen(port, self._tls)

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

    async def _listen(self, port: int, tls: ssl.SSLContext | None) -> None:
        backlog = self._settings.limits.backlog
        sockets = listen(port, backlog)
        context = self._shared()
        offers_tls = tls is None and self._tls is not None
        for one in sockets:
            server = await context.loop.create_server(
                lambda: Connection(context, offers_tls=offers_tls),
                sock=one,
                ssl=tls,
                backlog=backlog,
                ssl_handshake_timeout=self._settings.timers.handshake if tls else None,
            )
            self._servers.append(server)
        log.info("listening on port %d at %d addresses", port, len(sockets))

    def _shared(self) -> ServerContext:
        """What the connections of every port share."""
        if self._context is None:
            self._context = ServerContext(self._intake, self._settings, self._tls)
        return self._context


def _stop(connections: Iterable[Connection]) -> None:
    for connection in list(connections):
        connection.stop()
