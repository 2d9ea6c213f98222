"""What the guard needs from the rim, and what the rim may ask of the guard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from mailguard.domain.account import Account
from mailguard.domain.action import Prepared
from mailguard.domain.address import Address
from mailguard.domain.command import Command, Response
from mailguard.domain.entry import Channel, Claim, Entry
from mailguard.domain.envelope import Capabilities, Envelope
from mailguard.domain.event import Condition, Event
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.mail import Attachment, Source
from mailguard.domain.record import Record
from mailguard.domain.reply import Reply
from mailguard.guard.storage import Reception
from mailguard.preparation.order import Order


class Inspector(Protocol):
    """Has a mail looked through, in a process that may die of it."""

    async def inspect(
        self,
        entry: Entry,
        account: Account,
        on_preview: Callable[[Preview], None],
        octets: bytes | None = None,
    ) -> Inspection:
        """The whole inspection; `on_preview` is called once before it.

        `octets`: the message, where its file may not be there yet.

        Never raises: what could not be read or checked in time is named in `unchecked`.
        """
        ...

    async def extract(self, source: Source, attachment: Attachment, target: str) -> None:
        """Write the decoded octets of `attachment` to the new, owner-only file `target`.

        Raises OSError with a sentence when that cannot be done.
        """
        ...


class Preparer(Protocol):
    """Prepares mails of which something has to be read to its end, such as files to encrypt."""

    async def prepare(self, order: Order, account: Account) -> Prepared:
        """What leaves; what is too much to be held is on the disk, in the order's room.

        Raises ActionRefusedError.
        """
        ...


class Memory(Protocol):
    """Learns from the user's mail."""

    def sent(self, entry: Entry, at: datetime) -> None:
        """`entry` was sent at `at` (UTC). Never waits; it is read and written down later."""
        ...

    def bounced(self, addresses: Sequence[Address], at: datetime) -> None:
        """There is no such mailbox as these, a server said at `at` (UTC). Never waits."""
        ...


class Witness(Protocol):
    """Keeps what was found, shown, answered and sent."""

    def note(self, record: Record) -> None:
        """Have it written down. Never waits, never raises."""
        ...


class Accounts(Protocol):
    """The accounts of this installation."""

    def all(self) -> tuple[Account, ...]: ...

    def get(self, account_id: str) -> Account | None: ...

    def authenticate(self, username: str, password: str) -> Account | None:
        """Whose local password this is; compared in constant time."""
        ...

    def password(self, account_id: str) -> str | None:
        """The password of the account's server; None: not known (any more)."""
        ...

    def capabilities(self, account_id: str) -> Capabilities:
        """What the account's server offered last."""
        ...

    def learn_capabilities(self, account_id: str, capabilities: Capabilities) -> None: ...

    def conditions(self) -> tuple[Condition, ...]:
        """What keeps accounts from working, such as a password that is needed."""
        ...


class Desk(Protocol):
    """The desktops that are connected."""

    @property
    def attended(self) -> bool:
        """Whether at least one desktop is connected."""
        ...

    def publish(self, event: Event) -> None:
        """Tell every desktop; never blocks, never raises."""
        ...

    async def summon(self) -> None:
        """Try to start a desktop; returns at once, whether or not one will come."""
        ...


Berth = asyncio.Future[Claim | None]
"""A connection that is kept for one mail: it waits for the claim, or for None: none comes."""


class Departures(Protocol):
    """Where mail leaves."""

    def notify(self, account_id: str) -> None:
        """A mail of the account may leave."""
        ...

    def reserve(self, account_id: str) -> Berth | None:
        """A berth for a mail that is about to be queued; None: it has to wait for its turn.

        Whoever gets one must give it its result.
        """
        ...


class Verdict(msgspec.Struct, frozen=True):
    """What the guard says to a message that was handed in."""

    reply: Reply
    entry_id: str


class Intake(Protocol):
    """What the submission server asks of the guard."""

    def offered(self, account: Account | None) -> Capabilities:
        """What EHLO may offer; None: before AUTH, what every account's server offered."""
        ...

    def authenticate(self, username: str, password: str) -> Account | None: ...

    def begin(self, account: Account, envelope: Envelope, size: int | None) -> Reception:
        """Open a reception. Raises SpoolFullError, SpoolError."""
        ...

    async def submit(self, reception: Reception, hung_up: asyncio.Future[None]) -> Verdict:
        """Take the complete message in and wait for the user as long as the client does.

        `hung_up` is done by the caller when the client is gone before the reply. Never raises:
        any failure of our own is a 451. Shield it: it must run to its end.
        """
        ...

    async def perhaps_unheard(self, entry_id: str) -> None:
        """The client left right after the reply without a further command."""
        ...


class Front(Protocol):
    """What the control channel asks of the guard."""

    def snapshot(self) -> tuple[Event, ...]:
        """How things stand: Snapshot pages, then Asked (and Inspected) for each open question."""
        ...

    async def handle(self, command: Command, by: Channel) -> Response:
        """Do what the command says. Never raises: what goes wrong is a Declined."""
        ...
