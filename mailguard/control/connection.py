"""One client of the control channel, seen from the engine: from its first octet to its last."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from mailguard.control.handshake import HandshakeError, ServerHandshake, turn_away
from mailguard.control.protocol import (
    HANDSHAKE_LINE_LIMIT,
    LINE_LIMIT,
    Decoder,
    Frame,
    ProtocolError,
    Reason,
    Request,
    Role,
    encode,
)
from mailguard.i18n import _

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What a client of the channel may use up."""

    handshake: float = 5.0  # seconds until it must have proved itself
    stalled: float = 10.0  # seconds it may leave everything unread
    backlog: int = 8 * 1024 * 1024  # octets waiting for it besides the snapshot
    farewell: float = 2.0  # seconds for running requests, and then the last answers, at the end
    connections: int = 32  # at once; and as many that have not yet proved themselves


USUAL = Limits()


class Host(Protocol):
    """What a connection asks of the server it belongs to."""

    @property
    def is_full(self) -> bool: ...

    def arrived(self, connection: Connection) -> None:
        """It connected, and has proved nothing yet."""
        ...

    def proved(self, connection: Connection) -> None:
        """It knows the secret; `connection.role` says who it is."""
        ...

    def asked(self, connection: Connection, request: Request) -> None:
        """It sent a request."""
        ...

    def left(self, connection: Connection) -> None:
        """It is gone."""
        ...


class Connection(asyncio.Protocol):
    """One client. Writing to it never waits; one that does not read is cut off."""

    def __init__(self, host: Host, secret: bytes, limits: Limits) -> None:
        self._host = host
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._handshake = ServerHandshake(secret)
        self._decoder = Decoder(HANDSHAKE_LINE_LIMIT)
        self._allowance = limits.backlog
        self._timer: asyncio.TimerHandle | None = None

    @property
    def role(self) -> Role | None:
        """Who it is; None until that is proved."""
        return self._handshake.role

    def send(self, lines: Iterable[bytes]) -> None:
        """Send `lines`, or cut the client off if too much waits for it already."""
        if self._transport.is_closing():
            return
        self._transport.write(b"".join(lines))
        if self._transport.get_write_buffer_size() > self._allowance:
            self._give_up("too much is waiting for it")

    def send_snapshot(self, lines: list[bytes]) -> None:
        """Send what stands at the beginning, however long it is."""
        self._allowance = self._limits.backlog + sum(map(len, lines))
        self.send(lines)

    def close(self) -> None:
        """Close after what was sent has left."""
        self._transport.close()

    def abort(self) -> None:
        """Close at once."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._set_timer(self._limits.handshake, "it did not prove itself in time")
        self._host.arrived(self)

    def data_received(self, data: bytes) -> None:
        try:
            for frame in self._decoder.feed(data):
                self._receive(frame)
        except ProtocolError as error:
            self._turn_away(error)

    def pause_writing(self) -> None:
        self._set_timer(self._limits.stalled, "it does not read")

    def resume_writing(self) -> None:
        self._clear_timer()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio's signature
        self._clear_timer()
        self._host.left(self)

    def _receive(self, frame: Frame) -> None:
        if not self._handshake.done:
            self._shake_hands(frame)
        elif isinstance(frame, Request):
            self._host.asked(self, frame)
        else:
            raise ProtocolError(_("A line on MailGuard's control channel is not valid."))

    def _shake_hands(self, frame: Frame) -> None:
        answer = self._handshake.receive(frame)
        if self._handshake.done and self._host.is_full:
            raise turn_away(Reason.BUSY)
        self.send([answer])
        if self._handshake.done:
            self._clear_timer()
            self._decoder.limit = LINE_LIMIT
            self._host.proved(self)

    def _turn_away(self, error: ProtocolError) -> None:
        log.warning("a connection to the control channel was turned away: %s", error)
        if isinstance(error, HandshakeError) and error.refusal:
            self.send([encode(error.refusal)])
        self.close()

    def _set_timer(self, seconds: float, reason: str) -> None:
        self._clear_timer()
        self._timer = self._loop.call_later(seconds, self._give_up, reason)

    def _clear_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _give_up(self, reason: str) -> None:
        log.warning("a connection to the control channel was cut off: %s", reason)
        self.abort()
