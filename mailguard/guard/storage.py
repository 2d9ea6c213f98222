"""The port of the spool: what the guard needs of the place where mail lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from mailguard.domain.entry import Channel, Claim, Entry, Outcome, OutgoingMessage
from mailguard.domain.envelope import Envelope
from mailguard.domain.event import Happening
from mailguard.domain.state import State


class SpoolError(Exception):
    """The spool could not keep something. Nothing was promised for it."""


class SpoolFullError(SpoolError):
    """There is too little space on the disk."""


class ConflictError(Exception):
    """The entry is no longer in the state the move started from."""

    def __init__(self, current: Entry | None) -> None:
        super().__init__(current.state if current else "unknown entry")
        self.current = current


class Reception(Protocol):
    """A message that is arriving; its octets go to a file that nobody else reads yet."""

    @property
    def id(self) -> str:
        """The id its entry will have."""
        ...

    @property
    def account(self) -> str: ...

    @property
    def envelope(self) -> Envelope: ...

    @property
    def length(self) -> int:
        """Octets written so far."""
        ...

    @property
    def header(self) -> bytes:
        """The octets up to and with the first blank line, as far as they have come; ≤ 1 MiB."""
        ...

    @property
    def whole(self) -> bytes | None:
        """All octets so far, while they are few enough to lie in memory (≤ 64 KiB); else None."""
        ...

    def write(self, octets: bytes) -> None:
        """Add octets. Raises SpoolError; the reception is then to be discarded."""
        ...

    def discard(self) -> None:
        """Forget it; its file goes."""
        ...


class Recovery(msgspec.Struct, frozen=True):
    """What opening the spool brought to light."""

    abandoned: int = 0  # files without a row: no 250 was given for them
    uncertain: int = 0  # deliveries that were cut off
    rebuilt: bool = False  # the database was damaged, set aside and made anew
    corrupt: tuple[str, ...] = ()  # names of files that could not be read, set aside


class Forgotten(msgspec.Struct, frozen=True):
    """What became of the mails that named somebody."""

    gone: int
    kept: int  # something is still to happen with them


class Spool(Protocol):
    """Where mail lies. Whatever it has returned from survives a power cut."""

    # Taking in -------------------------------------------------------------------------------

    def open_reception(self, account: str, envelope: Envelope, size: int | None) -> Reception:
        """A new reception; `size` is what the client declared. Raises SpoolFullError."""
        ...

    async def keep(
        self,
        reception: Reception,
        received_at: datetime,
        client: str,
        begun: Callable[[Entry], None] = lambda _: None,
    ) -> Entry:
        """The reception as an entry in RECEIVED: its file is durable, no row is written yet.

        `begun` is called with the entry before the disk is waited for.
        Raises SpoolError; the reception is then discarded already.
        """
        ...

    # Moving ----------------------------------------------------------------------------------

    async def commit(
        self,
        entry: Entry,
        *,
        was: State | None,
        by: Channel,
        messages: Sequence[OutgoingMessage] = (),
        supersedes: Sequence[str] = (),
    ) -> Entry:
        """Write `entry` with its new state, if it still is in state `was` (None: it has no row).

        In the same transaction: `messages` go in (replacing earlier ones of the entry), the
        entries named in `supersedes` become SUPERSEDED where NEXT allows it, and the journal
        gains a line. Several commits waiting together share one transaction of the database.
        `entry.state` may equal `was`: then only the other values change (a new release time, a
        note). Returns the entry as written. Raises ConflictError, SpoolError.
        """
        ...

    async def commit_claimed(
        self,
        entry: Entry,
        *,
        was: State | None,
        by: Channel,
        messages: Sequence[OutgoingMessage],
        supersedes: Sequence[str] = (),
    ) -> Claim:
        """`commit` of `entry` as QUEUED, and `claim` of it, in one transaction.

        For a mail that a connection is kept for: nobody ever sees it wait.
        Raises ConflictError, SpoolError.
        """
        ...

    async def withdraw_waiting(self, entry_id: str, by: Channel) -> Entry:
        """QUEUED recipients of the entry become WITHDRAWN. Raises ConflictError if none is."""
        ...

    async def requeue(self, entry_id: str, origin: State, due_at: datetime, by: Channel) -> Entry:
        """Recipients in state `origin` (FAILED, UNCERTAIN or QUEUED) become QUEUED and due.

        Raises ConflictError if there is none.
        """
        ...

    async def mark_gone(self, entry_id: str, by: Channel) -> Entry:
        """UNCERTAIN recipients become SENT: the user says that it went. Raises ConflictError."""
        ...

    # Delivering ------------------------------------------------------------------------------

    async def claim(self, account: str, now: datetime) -> Claim | None:
        """The next message of the account that is due, claimed: SENDING, the attempt on record.

        None when nothing is due. Messages are claimed in the order of their due times.
        """
        ...

    async def record(
        self, claim: Claim, outcomes: Sequence[Outcome], due_at: datetime | None
    ) -> Entry:
        """Close the claimed attempt with what it brought for each of its recipients.

        `due_at`: when recipients whose outcome is QUEUED are to be tried again.
        """
        ...

    def next_due(self, account: str) -> datetime | None:
        """When the account's next message is due; None: none waits."""
        ...

    # Reading ---------------------------------------------------------------------------------

    def entry(self, entry_id: str) -> Entry | None: ...

    def entries(
        self, states: Sequence[State] = (), *, before: datetime | None = None, limit: int = 200
    ) -> tuple[Entry, ...]:
        """Entries in one of `states` (none: any), the newest first."""
        ...

    def messages(self, entry_id: str) -> tuple[OutgoingMessage, ...]:
        """What leaves for the entry, in order; empty: nothing was prepared yet."""
        ...

    def room(self, entry_id: str) -> Path:
        """A file that is not there yet, for octets that are prepared for the entry.

        It goes with the entry's own. What is in it has to be on the disk before it is committed.
        """
        ...

    def header(self, entry: Entry) -> bytes:
        """The octets of a kept entry up to and with the first blank line; ≤ 1 MiB.

        Raises SpoolError where the file cannot be read.
        """
        ...

    def journal(self, entry_id: str) -> tuple[Happening, ...]: ...

    def same_content(self, account: str, fingerprint: bytes) -> tuple[Entry, ...]:
        """Entries of the account with this fingerprint, the newest first; SUPERSEDED left out."""
        ...

    # Keeping house ---------------------------------------------------------------------------

    async def sweep(self, now: datetime) -> int:
        """Remove files and rows whose time is over (retention); returns how many files went."""
        ...

    async def forget(self, key: str) -> Forgotten:
        """Remove every mail that came from or went to this Address.key, but for those that wait.

        Raises SpoolError.
        """
        ...
