"""Stand-ins for the dispatcher's tests: a relay that does as told, and an office around it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime

from mailguard.delivery.dispatcher import Dispatcher
from mailguard.delivery.limits import Limits
from mailguard.delivery.office import Hooks, Relay
from mailguard.delivery.outcomes import for_all
from mailguard.domain.account import Account
from mailguard.domain.action import Outgoing
from mailguard.domain.delivery import Delivery, Obstacle, Trouble
from mailguard.domain.entry import Channel, Claim, Entry, OutgoingMessage, Result
from mailguard.domain.envelope import Capabilities
from mailguard.domain.event import Condition
from mailguard.domain.mail import Source
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from mailguard.guard.ports import Berth
from tests.delivery.conftest import RECEIVED_AT, an_account
from tests.fakes.clock import FakeClock
from tests.fakes.memory_spool import MemorySpool
from tests.fakes.rim import FakeAccounts
from tests.mails import an_envelope

OK, LATER = Reply(250, "Ok", "2.0.0"), Reply(451, "later", "4.3.0")
OFFERED = Capabilities(size=1000)

Behaviour = Callable[[Claim, str | None], Delivery]


def take(claim: Claim, _password: str | None) -> Delivery:
    return Delivery(for_all(claim.outgoing.envelope, State.SENT, "", OK))


def put_off(claim: Claim, _password: str | None) -> Delivery:
    return Delivery(for_all(claim.outgoing.envelope, State.QUEUED, "not yet", LATER))


def stand_in_the_way(obstacle: Obstacle) -> Behaviour:
    trouble = Trouble(obstacle, f"{obstacle}.", "Mend it.")

    def behave(claim: Claim, _password: str | None) -> Delivery:
        return Delivery(for_all(claim.outgoing.envelope, State.QUEUED, str(trouble)), trouble)

    return behave


class PuppetRelay:
    """Implements Relay."""

    def __init__(self) -> None:
        self.behave: Behaviour = take
        self.delivered: list[str] = []  # entry ids, in order
        self.passwords: list[str | None] = []
        self.probes = 0
        self.most_at_once = 0
        self.interruptions: list[bool] = []
        self.idle_closings = 0
        self.is_closed = False
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self._under_way = 0
        self._lock = threading.Lock()

    def deliver(self, claim: Claim, account: Account, password: str | None) -> Delivery:
        del account
        with self._lock:
            self.delivered.append(claim.entry.id)
            self.passwords.append(password)
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        assert self.may_go_on.wait(10)
        try:
            return self.behave(claim, password)
        finally:
            with self._lock:
                self._under_way -= 1

    def reach(self, account: Account, password: str | None) -> Delivery:
        self.probes += 1
        message = Outgoing(an_envelope("a@x.example"))
        entry = Entry("probe", account.id, message.envelope, NOWHERE, RECEIVED_AT)
        delivery = self.behave(Claim("", "", entry, message), password)
        return Delivery(trouble=delivery.trouble, capabilities=OFFERED)

    async def has_begun(self) -> None:
        """Return once a delivery is under way."""
        async with asyncio.timeout(10):
            while not self.delivered:
                await asyncio.sleep(0.001)

    def close_idle(self) -> None:
        self.idle_closings += 1

    def interrupt(self, *, crossed_too: bool = False) -> None:
        self.interruptions.append(crossed_too)

    def close(self) -> None:
        self.is_closed = True


NOWHERE = Source("nowhere", 0, 0, b"")


class Post:
    """A dispatcher at work, and what it told."""

    def __init__(self, relay: Relay, limits: Limits | None = None, **accounts: Account) -> None:
        self.clock = FakeClock()
        self.spool = MemorySpool(self.clock.now)
        self.account = accounts.get("account", an_account(25))
        self.accounts = FakeAccounts(self.account)
        self.conditions: list[Condition | None] = []
        self.recorded: list[Entry] = []
        self._count = 0
        self.is_held = False
        self.dispatcher = Dispatcher(
            self.spool,
            relay,
            self.accounts,
            self.clock,
            Hooks(
                lambda _, condition: self.conditions.append(condition),
                lambda entry, _outcomes: self.recorded.append(entry),
                lambda: self.is_held,
            ),
            limits=limits or Limits(idle=60.0, spool_pause=0.01),
            roll=lambda: 0.0,
        )

    async def queue(
        self, *recipients: str, source: Source = NOWHERE, received_at: datetime | None = None
    ) -> str:
        """A mail that is due now; its entry's id."""
        entry, message = self._due(*recipients, source=source, received_at=received_at)
        await self.spool.commit(entry, was=None, by=Channel.ENGINE, messages=(message,))
        return entry.id

    async def send_off(self, berth: Berth) -> str:
        """A mail that is claimed for `berth` at once; its entry's id."""
        entry, message = self._due()
        claim = await self.spool.commit_claimed(
            entry, was=None, by=Channel.ENGINE, messages=(message,)
        )
        berth.set_result(claim)
        return entry.id

    def reserve(self) -> Berth | None:
        return self.dispatcher.reserve(self.account.id)

    def _due(
        self, *recipients: str, source: Source = NOWHERE, received_at: datetime | None = None
    ) -> tuple[Entry, OutgoingMessage]:
        self._count += 1
        now = self.clock.now()
        envelope = an_envelope(*(recipients or ("a@x.example",)))
        entry = Entry(
            f"E{self._count}",
            self.account.id,
            envelope,
            source,
            received_at or now,
            state=State.QUEUED,
        )
        results = tuple(Result(a, State.QUEUED, due_at=now) for a in envelope.recipients)
        return entry, OutgoingMessage(f"M{self._count}", entry.id, Outgoing(envelope), results)

    def notify(self) -> None:
        self.dispatcher.notify(self.account.id)

    async def settle(self) -> None:
        """Let everything happen that can happen without time passing."""
        for lane in self.dispatcher.lanes:
            while lane.tasks:
                await asyncio.wait(lane.tasks, timeout=10)

    async def run(self) -> None:
        self.notify()
        await self.settle()

    async def pass_time(self, seconds: float) -> None:
        """Time goes by, and whatever timer there is rings."""
        self.clock.pass_awake(seconds)
        for lane in self.dispatcher.lanes:
            lane.wake()
        await self.settle()

    def state(self, entry_id: str) -> State:
        entry = self.spool.entry(entry_id)
        assert entry is not None
        return entry.state
