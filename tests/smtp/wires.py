"""Two ways to the server under test: straight into a session, and through a loopback socket."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress

from mailguard.accounts.port import Ports
from mailguard.loopback import PortTakenError, choose_port
from mailguard.smtp.lockout import Lockout
from mailguard.smtp.server import SubmissionServer
from mailguard.smtp.session import Session
from mailguard.smtp.settings import SubmissionSettings
from mailguard.smtp.step import Request, Step, Submit
from tests.fakes.intake import FakeIntake

DEFAULTS = SubmissionSettings()


class SessionWire:
    """Feeds a session without any socket; messages go to the intake at once."""

    def __init__(
        self,
        intake: FakeIntake,
        settings: SubmissionSettings = DEFAULTS,
        *,
        offers_tls: bool = False,
        now: float = 0.0,
    ) -> None:
        self.now = now
        self.intake = intake
        lockout = Lockout(settings.limits, lambda: self.now)
        self.session = Session(intake, settings, lockout, offers_tls=offers_tls)
        self.said = b""
        self.request: Request | None = None
        self._take(self.session.greet())

    @property
    def is_closed(self) -> bool:
        return self.request in (Request.CLOSE, Request.SHUT)

    async def send(self, octets: bytes) -> None:
        await self.send_in_pieces([octets])

    async def send_in_pieces(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            step = self.session.receive(piece)
            while submit := self._take(step):
                hung_up = asyncio.get_running_loop().create_future()
                verdict = await self.intake.submit(submit.reception, hung_up)
                step = self.session.answer(verdict.reply)

    async def read_line(self) -> str:
        line, _, self.said = self.said.partition(b"\r\n")
        return line.decode()

    async def start_tls(self) -> None:
        assert self.request is Request.START_TLS
        self._take(self.session.secured())

    def _take(self, step: Step) -> Submit | None:
        self.said += step.octets
        if isinstance(step.then, Submit):
            return step.then
        self.request = step.then or self.request
        return None


class SocketWire:
    """A client with a real socket."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def connect(cls, port: int, host: str = "127.0.0.1") -> SocketWire:
        return cls(*await asyncio.open_connection(host, port))

    async def send(self, octets: bytes) -> None:
        self.writer.write(octets)
        await self.writer.drain()

    async def read_line(self) -> str:
        try:
            line = await asyncio.wait_for(self.reader.readline(), 20)
        except ConnectionResetError:  # the server left unread what it did not want to hear
            return ""
        return line.decode().removesuffix("\r\n")

    async def start_tls(self) -> None:
        await self.writer.start_tls(trusting_anything(), server_hostname="localhost")

    async def close(self) -> None:
        self.writer.close()
        with suppress(OSError):
            await self.writer.wait_closed()


@asynccontextmanager
async def serving(
    intake: FakeIntake,
    settings: SubmissionSettings = DEFAULTS,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[tuple[SubmissionServer, Ports]]:
    """A server that listens on free ports."""
    server = SubmissionServer(intake, tls, settings)
    clear = await on_a_free_port(server.listen)
    ports = Ports(clear, await on_a_free_port(server.listen_tls) if tls else 0)
    try:
        yield server, ports
    finally:
        intake.release.set()
        await server.close()


async def on_a_free_port(listen: Callable[[int], Awaitable[None]]) -> int:
    """The port that is listened on now."""
    while True:
        port = choose_port()
        try:
            await listen(port)
        except PortTakenError:  # another test was faster
            continue
        return port


def trusting_anything() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
