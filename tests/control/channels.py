"""A control server with a fake front, and raw clients to talk to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from mailguard.control.address import HOST, ChannelAddress
from mailguard.control.connection import USUAL, Limits
from mailguard.control.handshake import ClientHandshake
from mailguard.control.protocol import Answered, Decoder, Frame, Request, Role, encode
from mailguard.control.server import ControlServer
from mailguard.domain.command import Command, Response
from tests.fakes.front import FakeFront

PATIENCE = 10.0
"""Seconds until a test that waits in vain gives up."""


class RawClient:
    """A client that shows every frame as it comes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.frames: list[Frame] = []
        self._decoder = Decoder()

    async def shake_hands(self, secret: bytes, role: Role) -> None:
        handshake = ClientHandshake(secret, role)
        self.writer.write(handshake.hello())
        while not handshake.done:
            self.writer.write(handshake.receive(await self.hear()))

    async def hear(self) -> Frame:
        """The next frame. Raises EOFError when the server hung up."""
        while not self.frames:
            octets = await asyncio.wait_for(self.reader.read(64 * 1024), PATIENCE)
            if not octets:
                raise EOFError
            self.frames.extend(self._decoder.feed(octets))
        return self.frames.pop(0)

    async def ask(self, command: Command, number: int = 1) -> Response:
        self.writer.write(encode(Request(number, command)))
        while True:
            frame = await self.hear()
            if isinstance(frame, Answered) and frame.number == number:
                return frame.response

    async def is_hung_up(self) -> bool:
        """Whether the server ends the connection, whatever it says before."""
        try:
            while await asyncio.wait_for(self.reader.read(64 * 1024), PATIENCE):
                pass
        except ConnectionError:
            return True
        return True

    def close(self) -> None:
        self.writer.close()


@dataclass
class Channel:
    """A running server and what it stands between."""

    server: ControlServer
    front: FakeFront
    address: ChannelAddress
    summoned: list[None]
    clients: list[RawClient]

    def is_attended(self) -> bool:
        return self.server.attended

    async def dial(self) -> RawClient:
        """A connection that has said nothing."""
        client = RawClient(*await asyncio.open_connection(HOST, self.address.port))
        self.clients.append(client)
        return client

    async def connect(self, role: Role = Role.CLI) -> RawClient:
        """A connection after the handshake; a desktop has not read its snapshot."""
        client = await self.dial()
        await client.shake_hands(self.address.secret, role)
        return client


@asynccontextmanager
async def a_channel(
    front: FakeFront | None = None, limits: Limits = USUAL
) -> AsyncIterator[Channel]:
    summoned: list[None] = []

    async def start_desktop() -> None:
        summoned.append(None)

    front = front or FakeFront()
    server = ControlServer(start_desktop, limits)
    channel = Channel(server, front, await server.start(front), summoned, [])
    try:
        yield channel
    finally:
        for client in channel.clients:
            client.close()
        await server.close()
