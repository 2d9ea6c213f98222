"""A rim for the guard: a spool in memory, an inspector that does as told, a desk that notes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.action import Prepared
from mailguard.domain.address import Address
from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Capabilities
from mailguard.domain.event import Condition, Event
from mailguard.domain.finding import Finding
from mailguard.domain.inspection import Decision, Demand, Inspection, Preview
from mailguard.domain.mail import Attachment, Correspondents, MailKind, Source
from mailguard.domain.recipient import Field, Recipient, RecipientClass
from mailguard.domain.record import Record
from mailguard.guard.ports import Berth
from mailguard.preparation.order import Order, without_octets


def an_account(address: str = "taro@example.co.jp", **changes: object) -> Account:
    server = Server("127.0.0.1", 25, Security.NONE, Auth.NONE)
    return Account(Address.parse(address), server, **changes)  # type: ignore[arg-type]


class FakeAccounts:
    """Implements Accounts for a fixed set of accounts."""

    def __init__(self, *accounts: Account) -> None:
        self.accounts = accounts or (an_account(),)
        self.passwords: dict[str, str] = {}
        self.offers: dict[str, Capabilities] = {}

    def all(self) -> tuple[Account, ...]:
        return self.accounts

    def get(self, account_id: str) -> Account | None:
        return next((a for a in self.accounts if a.id == account_id), None)

    def authenticate(self, username: str, password: str) -> Account | None:
        return self.get(username) if password == "local" else None

    def password(self, account_id: str) -> str | None:
        return self.passwords.get(account_id)

    def capabilities(self, account_id: str) -> Capabilities:
        return self.offers.get(account_id, Capabilities())

    def learn_capabilities(self, account_id: str, capabilities: Capabilities) -> None:
        self.offers[account_id] = capabilities

    def conditions(self) -> tuple[Condition, ...]:
        return ()


class FakeDesk:
    """Implements Desk: notes what was published."""

    def __init__(self, *, attended: bool = True) -> None:
        self.attended = attended
        self.events: list[Event] = []
        self.summoned = 0

    def publish(self, event: Event) -> None:
        self.events.append(event)

    async def summon(self) -> None:
        self.summoned += 1


def an_inspection(entry: Entry, decision: Decision, findings: tuple[Finding, ...]) -> Inspection:
    recipients = tuple(
        Recipient(a, Field.TO, RecipientClass.EXTERNAL, a.domain) for a in entry.envelope.recipients
    )
    preview = Preview("Subject", MailKind.ORDINARY, Correspondents(), recipients)
    return Inspection(
        preview=preview,
        attachments=(),
        text="Hello",
        text_is_cut=False,
        has_quoted_text=False,
        findings=findings,
        decision=decision,
        fingerprint=entry.source.sha256,
    )


class FakeInspector:
    """Implements Inspector: the fingerprint is the octets' hash; `may_finish` can hold it up."""

    def __init__(self) -> None:
        self.demands: tuple[Demand, ...] = ()
        self.delay = 60.0
        self.later: datetime | None = None
        self.needs_answer = True
        self.may_finish = asyncio.Event()
        self.may_finish.set()
        self.extracted: list[str] = []
        self.ordered: list[Order] = []
        self.made: Prepared | Exception | None = None
        self.by_rules: dict[str, object] = {}  # what else the decision says

    async def inspect(
        self,
        entry: Entry,
        account: Account,
        on_preview: Callable[[Preview], None],
        octets: bytes | None = None,
    ) -> Inspection:
        del account, octets
        decision = Decision(
            self.demands, delay=self.delay, later=self.later, needs_answer=self.needs_answer
        )
        decision = replace(decision, **self.by_rules)
        inspection = an_inspection(entry, decision, ())
        on_preview(inspection.preview)
        await self.may_finish.wait()
        return inspection

    async def prepare(self, order: Order, account: Account) -> Prepared:
        """What it is told to make of it, or else the mail as it is."""
        del account
        self.ordered.append(order)
        if isinstance(self.made, Exception):
            raise self.made
        return self.made or without_octets(replace(order, steps=()))

    async def extract(self, source: Source, attachment: Attachment, target: str) -> None:
        del source, attachment
        Path(target).write_bytes(b"extracted")
        self.extracted.append(target)


class FakeMemory:
    """Implements Memory: notes what was sent, and what bounced."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.bounces: list[Address] = []

    def sent(self, entry: Entry, at: datetime) -> None:
        del at
        self.entries.append(entry)

    def bounced(self, addresses: Sequence[Address], at: datetime) -> None:
        del at
        self.bounces.extend(addresses)


class FakeWitness:
    """Implements Witness: notes what it was told."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def note(self, record: Record) -> None:
        self.records.append(record)


class FakeDepartures:
    """Implements Departures: notes what may leave, and has a connection free where told so."""

    def __init__(self) -> None:
        self.notified: list[str] = []
        self.is_free = False
        self.berths: list[Berth] = []

    def notify(self, account_id: str) -> None:
        self.notified.append(account_id)

    def reserve(self, account_id: str) -> Berth | None:
        del account_id
        if not self.is_free:
            return None
        self.berths.append(asyncio.get_running_loop().create_future())
        return self.berths[-1]
