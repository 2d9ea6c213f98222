"""A guard on a rim of stand-ins, and short ways to hand mail in and to answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from mailguard.domain.address import Address
from mailguard.domain.command import Acknowledge, Answer, Choice, Command, Response
from mailguard.domain.entry import Channel, Claim, Entry, Outcome
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.event import Event
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.guard import Guard
from mailguard.guard.options import Options
from mailguard.guard.ports import Verdict
from mailguard.guard.rim import Rim
from tests.fakes.clock import FakeClock
from tests.fakes.memory_spool import MemorySpool
from tests.fakes.rim import (
    FakeAccounts,
    FakeDepartures,
    FakeDesk,
    FakeInspector,
    FakeMemory,
    FakeWitness,
)

MAIL = b"From: taro@example.co.jp\r\nTo: hanako@acme.example\r\nSubject: plan\r\n\r\nHello\r\n"
THUNDERBIRD = b"User-Agent: Mozilla Thunderbird\r\n"
OUTLOOK = b"X-Mailer: Microsoft Outlook 16.0\r\n"


class Submission:
    """A mail program that has sent its final dot."""

    def __init__(self, task: asyncio.Task[Verdict], hung_up: asyncio.Future[None]) -> None:
        self.task = task
        self.hung_up = hung_up

    async def reply(self) -> Reply:
        return (await asyncio.wait_for(self.task, 5)).reply

    def hang_up(self) -> None:
        self.hung_up.set_result(None)


class Rig:
    """The guard under test with everything around it."""

    def __init__(
        self,
        folder: Path,
        options: Options,
        *,
        spool: MemorySpool | None = None,
        inspector: FakeInspector | None = None,
        agreed: str = "",
    ) -> None:
        self.folder = folder
        self.has_rules = False
        self.options = options
        self.clock = FakeClock()
        self.spool = spool or MemorySpool(self.clock.now)
        self.inspector = inspector or FakeInspector()
        self.accounts = FakeAccounts()
        self.desk = FakeDesk()
        self.memory = FakeMemory()
        self.witness = FakeWitness()
        self.departures = FakeDepartures()
        self.guard = Guard(
            Rim(
                self.spool,
                self.inspector,
                self.inspector,
                self.accounts,
                self.desk,
                self.memory,
                self.witness,
                self.clock,
                folder,
                self.departures,
                lambda: 60.0,
                folder / "held",
                has_rules=lambda _: self.has_rules,
                agreed=lambda _organisations: agreed,
            ),
            options,
        )

    def hand_in(self, octets: bytes = MAIL, *to: str) -> Submission:
        forwards = tuple(Forward(Address.parse(a)) for a in to or ("hanako@acme.example",))
        envelope = Envelope(Address.parse("taro@example.co.jp"), forwards)
        reception = self.guard.intake.begin(self.accounts.all()[0], envelope, None)
        reception.write(octets)
        hung_up: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        return Submission(
            asyncio.create_task(self.guard.intake.submit(reception, hung_up)), hung_up
        )

    async def asked(self, count: int = 1) -> str:
        """The id of the newest question once `count` are inspected; the desktop shows it."""
        events = await self.events("Inspected", count)
        entry_id: str = events[-1].id  # type: ignore[union-attr]
        await self.guard.front.handle(Acknowledge(entry_id, 1), Channel.DESKTOP)
        return entry_id

    async def events(self, name: str, count: int = 1) -> list[Event]:
        return await until(lambda: [e for e in self.desk.events if type(e).__name__ == name], count)

    async def do(self, command: Command, by: Channel = Channel.DESKTOP) -> Response:
        return await self.guard.front.handle(command, by)

    async def answer(
        self, entry_id: str, choice: Choice = Choice.SEND, revision: int = 1, **more: object
    ) -> Response:
        return await self.do(Answer(entry_id, revision, choice, **more))  # type: ignore[arg-type]

    def only(self) -> Entry:
        (entry,) = self.spool.entries()
        return entry

    def state(self, entry_id: str) -> State:
        entry = self.spool.entry(entry_id)
        assert entry is not None
        return entry.state

    async def deliver(self, state: State, reply: Reply | None = None) -> Claim:
        """What a dispatcher does: claim, and record `state` for every recipient."""
        claim = await self.spool.claim("taro@example.co.jp", self.clock.now())
        assert claim is not None
        outcomes = [Outcome(a, state, reply) for a in claim.outgoing.envelope.recipients]
        self.guard.recorded(await self.spool.record(claim, outcomes, None), outcomes)
        return claim


async def until(look: Callable[[], list[Event]], count: int) -> list[Event]:
    """What `look` finds, once it finds `count`."""
    async with asyncio.timeout(5):
        while len(found := look()) < count:
            await asyncio.sleep(0.001)
    return found


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    made = Rig(tmp_path, Options())
    await made.guard.start()
    yield made
    await made.guard.stop()


@pytest.fixture
async def make_rig(tmp_path: Path) -> AsyncIterator[Callable[..., Rig]]:
    made: list[Rig] = []

    def make(options: Options, **more: object) -> Rig:
        made.append(Rig(tmp_path, options, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for rig in made:
        await rig.guard.stop()
