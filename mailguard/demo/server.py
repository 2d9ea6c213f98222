"""The demo's mail server: takes every mail, and shows who got what."""

from __future__ import annotations

import asyncio
import secrets
from email import message_from_bytes, policy

import msgspec

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.address import Address
from mailguard.domain.envelope import Capabilities, Envelope, Extension
from mailguard.domain.reply import Reply
from mailguard.guard.ports import Verdict
from mailguard.guard.storage import Reception
from mailguard.loopback import choose_port
from mailguard.message.header import header_end
from mailguard.smtp.server import SubmissionServer

_EVERYTHING = Capabilities(frozenset(Extension), 50_000_000)


class Delivered(msgspec.Struct, frozen=True):
    """A mail that reached the demo's mail server."""

    subject: str
    recipients: tuple[str, ...]
    visible: tuple[str, ...]  # the values of its To and Cc fields


class _MailInMemory:
    def __init__(self, account: str, envelope: Envelope) -> None:
        self.id = secrets.token_hex(4)
        self.account = account
        self.envelope = envelope
        self.octets = bytearray()

    @property
    def length(self) -> int:
        return len(self.octets)

    @property
    def header(self) -> bytes:
        return bytes(self.octets[: header_end(bytes(self.octets))])

    @property
    def whole(self) -> bytes | None:
        return bytes(self.octets)

    def write(self, octets: bytes) -> None:
        self.octets += octets

    def discard(self) -> None:
        self.octets.clear()


class DemoMailServer:
    """Implements Intake by taking everything; `arrived` gets each mail."""

    def __init__(self) -> None:
        self.port = choose_port()
        self.password = secrets.token_urlsafe(12)
        self.arrived: asyncio.Queue[Delivered] = asyncio.Queue()
        self._account = Account(
            Address("anybody", "demo.example"),
            Server("", 0, Security.NONE, Auth.NONE),
        )
        self._server = SubmissionServer(self)

    async def start(self) -> None:
        await self._server.listen(self.port)

    async def close(self) -> None:
        await self._server.close()

    def offered(self, account: Account | None) -> Capabilities:
        del account
        return _EVERYTHING

    def authenticate(self, username: str, password: str) -> Account | None:
        del username
        return self._account if secrets.compare_digest(password, self.password) else None

    def begin(self, account: Account, envelope: Envelope, size: int | None) -> Reception:
        del size
        return _MailInMemory(account.id, envelope)

    async def submit(self, reception: Reception, hung_up: asyncio.Future[None]) -> Verdict:
        del hung_up
        message = message_from_bytes(reception.header, policy=policy.default)
        visible = tuple(str(v) for f in ("To", "Cc") for v in message.get_all(f, ()))
        recipients = tuple(str(a) for a in reception.envelope.recipients)
        await self.arrived.put(Delivered(str(message["Subject"]), recipients, visible))
        return Verdict(Reply(250, "OK", "2.0.0"), reception.id)

    async def perhaps_unheard(self, entry_id: str) -> None:
        """Nobody asks here."""
