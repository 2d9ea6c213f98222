"""A spool that lies in memory: it behaves like the one on disk, and forgets all at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from mailguard.domain.entry import Channel, Claim, Entry, Outcome, OutgoingMessage
from mailguard.domain.envelope import Envelope
from mailguard.domain.event import Happening
from mailguard.domain.state import WAITING, State
from mailguard.guard.storage import (
    ConflictError,
    Forgotten,
    Reception,
    Recovery,
    SpoolError,
    SpoolFullError,
)
from mailguard.spool import moves
from mailguard.spool.forgetting import names
from mailguard.spool.header import header_in
from mailguard.spool.moves import Record
from mailguard.spool.results import first_due
from mailguard.spool.retention import Retention
from tests.fakes.memory_reception import MemoryReception

_utc = partial(datetime.now, UTC)


class MemorySpool:
    """Entries by id. `space` is how many octets the next mails may bring; None: any number."""

    def __init__(
        self,
        now: Callable[[], datetime] = _utc,
        retention: Retention | None = None,
    ) -> None:
        self._now = now
        self._retention = retention or Retention()
        self._records: dict[str, Record] = {}
        self._journal: dict[str, list[Happening]] = {}
        self._attempts: dict[str, Claim] = {}
        self._kept: dict[str, Entry] = {}  # in RECEIVED: octets without a row
        self._attempt_ids = count(1)
        self.octets: dict[str, bytes] = {}  # entry id → the message
        self.space: int | None = None

    # Taking in -------------------------------------------------------------------------------

    def open_reception(self, account: str, envelope: Envelope, size: int | None) -> Reception:
        """A new reception. Raises SpoolFullError where `size` is more than there is space for."""
        if self.space is not None and (size or 0) >= self.space:
            raise SpoolFullError("the spool in memory is full")
        return MemoryReception(account, envelope)

    async def keep(
        self,
        reception: Reception,
        received_at: datetime,
        client: str,
        begun: Callable[[Entry], None] = lambda _: None,
    ) -> Entry:
        """The reception as an entry in RECEIVED."""
        if not isinstance(reception, MemoryReception):
            raise TypeError("a reception of another spool")
        entry = reception.finish(received_at, client)
        begun(entry)
        self.octets[entry.id] = bytes(reception.octets)
        self._kept[entry.id] = entry
        return entry

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
        """`entry` with its new state; those it supersedes become SUPERSEDED."""
        before = self._records.get(entry.id)
        after = moves.committed(before, entry, was, tuple(messages), self._now())
        written = self._write(after, by)
        self._kept.pop(entry.id, None)
        self._supersede(supersedes, entry.id, by)
        return written

    async def commit_claimed(
        self,
        entry: Entry,
        *,
        was: State | None,
        by: Channel,
        messages: Sequence[OutgoingMessage],
        supersedes: Sequence[str] = (),
    ) -> Claim:
        """`entry` as QUEUED, and claimed."""
        await self.commit(entry, was=was, by=by, messages=messages, supersedes=supersedes)
        record = self._records[entry.id]
        return self._claim(record, first_due(record.messages) or self._now())

    async def withdraw_waiting(self, entry_id: str, by: Channel) -> Entry:
        """QUEUED recipients become WITHDRAWN."""
        return self._write(moves.withdrawn(self._known(entry_id), self._now()), by)

    async def requeue(self, entry_id: str, origin: State, due_at: datetime, by: Channel) -> Entry:
        """Recipients in state `origin` become QUEUED and due."""
        before = self._known(entry_id)
        return self._write(moves.requeued(before, origin, due_at, self._now()), by)

    async def mark_gone(self, entry_id: str, by: Channel) -> Entry:
        """UNCERTAIN recipients become SENT."""
        return self._write(moves.gone(self._known(entry_id), self._now()), by)

    # Delivering ------------------------------------------------------------------------------

    async def claim(self, account: str, now: datetime) -> Claim | None:
        """The next message of the account that is due, as SENDING."""
        due = [(at, r) for at, r in self._dues(account) if at <= now]
        return self._claim(due[0][1], now) if due else None

    async def record(
        self, claim: Claim, outcomes: Sequence[Outcome], due_at: datetime | None
    ) -> Entry:
        """Close the attempt with its outcomes."""
        before = self._known(claim.entry.id)
        if self._attempts.pop(claim.attempt_id, None) is None:
            raise ConflictError(before.entry)
        addressed = claim.outgoing.envelope.recipients
        now = self._now()
        after = moves.recorded(before, claim.message_id, addressed, outcomes, due_at, now)
        return self._write(after, Channel.ENGINE)

    def next_due(self, account: str) -> datetime | None:
        """When the account's next message is due."""
        return next((at for at, _ in self._dues(account)), None)

    # Reading ---------------------------------------------------------------------------------

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, once it has a row."""
        record = self._records.get(entry_id)
        return record.entry if record else None

    def entries(
        self, states: Sequence[State] = (), *, before: datetime | None = None, limit: int = 200
    ) -> tuple[Entry, ...]:
        """Entries in one of `states`, the newest first."""
        chosen = (
            entry
            for entry in self._newest_first()
            if (not states or entry.state in states)
            and (before is None or entry.received_at < before)
        )
        return tuple(entry for entry, _ in zip(chosen, range(limit), strict=False))

    def messages(self, entry_id: str) -> tuple[OutgoingMessage, ...]:
        """What leaves for the entry."""
        record = self._records.get(entry_id)
        return record.messages if record else ()

    def room(self, entry_id: str) -> Path:
        """Nothing is kept outside the memory."""
        raise SpoolError(f"{entry_id}: this spool has no files")

    def header(self, entry: Entry) -> bytes:
        """The octets of the entry up to and with the first blank line."""
        if entry.id not in self.octets:
            raise SpoolError(f"{entry.id}: the octets are gone")
        return header_in(self.octets[entry.id])

    def journal(self, entry_id: str) -> tuple[Happening, ...]:
        """What happened to the entry, in order."""
        return tuple(self._journal.get(entry_id, ()))

    def same_content(self, account: str, fingerprint: bytes) -> tuple[Entry, ...]:
        """Entries of the account with this fingerprint, the newest first."""
        return tuple(
            entry
            for entry in self._newest_first()
            if fingerprint
            and (entry.account, entry.fingerprint) == (account, fingerprint)
            and entry.state is not State.SUPERSEDED
        )

    # Keeping house ---------------------------------------------------------------------------

    async def sweep(self, now: datetime) -> int:
        """Remove octets and rows whose time is over."""
        keep_for = self._retention.by_state
        over = [r for r in self._records.values() if r.entry.state in keep_for]
        octets = [
            r for r in over if not r.file_gone and r.changed_at + keep_for[r.entry.state] <= now
        ]
        for record in octets:
            del self.octets[record.entry.id]
            self._records[record.entry.id] = replace(record, file_gone=True)
        for record in over:
            if record.changed_at + timedelta(days=self._retention.rows) <= now:
                del self._records[record.entry.id]
                self._journal.pop(record.entry.id, None)
        return len(octets)

    async def forget(self, key: str) -> Forgotten:
        """Remove the mails that name somebody, but for those that wait."""
        concerned = [e for e in self._newest_first() if names(e, key)]
        over = [entry for entry in concerned if entry.state not in WAITING]
        for entry in over:
            del self._records[entry.id]
            self.octets.pop(entry.id, None)
            self._journal.pop(entry.id, None)
        return Forgotten(len(over), len(concerned) - len(over))

    def reopen(self) -> Recovery:
        """Do what opening the spool on disk does after a crash."""
        received = [Record(entry, self._now()) for entry in self._kept.values()]
        received += [r for r in self._records.values() if r.entry.state is State.RECEIVED]
        for record in received:
            self._write(moves.abandoned(record, self._now()), Channel.ENGINE)
        sending = [r for r in self._records.values() if r.entry.state is State.SENDING]
        for record in sending:
            self._write(moves.interrupted(record, self._now()), Channel.ENGINE)
        recovery = Recovery(abandoned=len(received), uncertain=len(self._attempts))
        self._kept.clear()
        self._attempts.clear()
        return recovery

    # Inside ----------------------------------------------------------------------------------

    def _write(self, record: Record, by: Channel) -> Entry:
        entry = record.entry
        self._records[entry.id] = record
        line = Happening(self._now(), entry.state, by.value, entry.reason)
        self._journal.setdefault(entry.id, []).append(line)
        return entry

    def _supersede(self, others: Sequence[str], entry_id: str, by: Channel) -> None:
        for other in others:
            after = moves.superseded(self._records.get(other), self._now())
            if after and other != entry_id:
                self._write(after, by)

    def _claim(self, before: Record, now: datetime) -> Claim:
        record, message_id, outgoing = moves.claimed(before, now)
        entry = self._write(record, Channel.ENGINE)
        claim = Claim(str(next(self._attempt_ids)), message_id, entry, outgoing)
        self._attempts[claim.attempt_id] = claim
        return claim

    def _known(self, entry_id: str) -> Record:
        return moves.known(self._records.get(entry_id))

    def _newest_first(self) -> list[Entry]:
        entries = [record.entry for record in self._records.values()]
        return sorted(entries, key=lambda entry: (entry.received_at, entry.id), reverse=True)

    def _dues(self, account: str) -> list[tuple[datetime, Record]]:
        """The account's waiting messages with their due times, the first due first."""
        waiting = [(first_due(r.messages), r) for r in self._records.values()]
        ours = [(at, r) for at, r in waiting if at and r.entry.account == account]
        return sorted(ours, key=lambda pair: (pair[0], pair[1].entry.id))
