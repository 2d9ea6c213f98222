"""A guard for tests of the submission server: keeps what it is given, answers what it is told."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.address import Address
from mailguard.domain.envelope import Capabilities, Envelope
from mailguard.domain.reply import Reply
from mailguard.guard.ports import Verdict
from mailguard.guard.storage import Reception

ACCEPTED = Reply(250, "Kept", "2.0.0")
PASSWORD = "correct horse"
NOTHING = Capabilities()


def an_account(address: str = "taro@example.jp") -> Account:
    server = Server("mail.example.jp", 587, Security.STARTTLS, Auth.NONE)
    return Account(Address.parse(address), server)


@dataclass
class FakeReception:
    """A reception in memory; `keeps` False: only counted, for the big ones."""

    id: str
    account: str
    envelope: Envelope
    size: int | None
    keeps: bool = True
    fails: Callable[[int], None] | None = None  # called with the length before each write
    content: bytearray = field(default_factory=bytearray)
    length: int = 0
    discarded: bool = False

    @property
    def header(self) -> bytes:
        return bytes(self.content).partition(b"\r\n\r\n")[0]

    @property
    def whole(self) -> bytes | None:
        return None

    def write(self, octets: bytes) -> None:
        assert not self.discarded, "written to after it was discarded"
        if self.fails:
            self.fails(self.length)
        self.length += len(octets)
        if self.keeps:
            self.content += octets

    def discard(self) -> None:
        self.discarded = True


@dataclass
class FakeIntake:
    """Knows accounts by their address, all with the password PASSWORD."""

    accounts: tuple[Account, ...] = (an_account(),)
    capabilities: Capabilities = NOTHING
    own_capabilities: dict[str, Capabilities] = field(default_factory=dict)  # by Account.id
    answer: Reply = ACCEPTED
    keeps: bool = True
    begin_fails: Exception | None = None
    write_fails: Callable[[int], None] | None = None
    holds: bool = False  # the answer waits for `release`
    receptions: list[FakeReception] = field(default_factory=list)  # every one that was begun
    submitted: list[FakeReception] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def offered(self, account: Account | None) -> Capabilities:
        if account is None:
            return self.capabilities
        return self.own_capabilities.get(account.id, self.capabilities)

    def authenticate(self, username: str, password: str) -> Account | None:
        known = (account for account in self.accounts if account.id == username)
        return next(known, None) if password == PASSWORD else None

    def begin(self, account: Account, envelope: Envelope, size: int | None) -> FakeReception:
        if self.begin_fails:
            raise self.begin_fails
        reception = FakeReception(
            f"entry-{next(self._ids)}", account.id, envelope, size, self.keeps, self.write_fails
        )
        self.receptions.append(reception)
        return reception

    async def submit(self, reception: Reception, hung_up: asyncio.Future[None]) -> Verdict:
        assert isinstance(reception, FakeReception)
        self.submitted.append(reception)
        if self.holds:
            await self._wait(reception, hung_up)
        self.finished.append(reception.id)
        return Verdict(self.answer, reception.id)

    async def perhaps_unheard(self, entry_id: str) -> None:
        self.unheard.append(entry_id)

    async def _wait(self, reception: FakeReception, hung_up: asyncio.Future[None]) -> None:
        released = asyncio.ensure_future(self.release.wait())
        waiting: set[asyncio.Future[Any]] = {released, hung_up}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        released.cancel()
        if hung_up.done():
            self.hung_up.append(reception.id)
