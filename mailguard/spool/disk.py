"""The spool on disk: it implements the ports `Spool` and `Reception` of the guard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec

from mailguard.domain.entry import Channel, Claim, Entry, Outcome, OutgoingMessage
from mailguard.domain.envelope import Envelope
from mailguard.domain.event import Happening
from mailguard.domain.state import State
from mailguard.guard.storage import Forgotten, Reception, SpoolError
from mailguard.spool import failure, forgetting, moves, space, sweeping
from mailguard.spool.dues import Dues
from mailguard.spool.folder import SpoolFolder
from mailguard.spool.group_commit import GroupCommit
from mailguard.spool.header import LIMIT, header_in
from mailguard.spool.keeper import Keeper
from mailguard.spool.opening import open_database
from mailguard.spool.reading import Reader
from mailguard.spool.reception import FileReception
from mailguard.spool.retention import Retention

_utc = partial(datetime.now, UTC)


class SpoolSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an installation may choose about its spool."""

    retention: Retention = Retention()
    free_space: Annotated[int, msgspec.Meta(ge=0)] = (
        space.FLOOR
    )  # octets of the disk that no mail may take


class DiskSpool:
    """One folder: a file per entry, and a database that says what became of each.

    `recovery` is what opening it brought to light. Everything but `close` belongs to the loop's
    thread; what waits for the disk is done in threads of its own.
    """

    def __init__(
        self,
        root: Path,
        settings: SpoolSettings | None = None,
        now: Callable[[], datetime] = _utc,
    ) -> None:
        """Opens it, and makes it where there is none. Raises SpoolError."""
        self._settings = settings or SpoolSettings()
        self._folder = SpoolFolder(root)
        self._space = space.Space(root, self._settings.free_space)
        connection, self.recovery = open_database(self._folder, now)
        self._reader = Reader(root, self._folder.suspect)
        self._dues = Dues(lambda account: self._reader.ask(lambda t: t.first_due(account)))
        self._writer = GroupCommit(root, now, self._folder.suspect, connection, self._dues.changed)
        self._keeper = Keeper(root)
        # Hardly any mail is a repeat, and every mail is asked about: most answers need no query.
        self._fingerprints = self._reader.ask(lambda tables: tables.fingerprints())

    async def close(self) -> None:
        """Finish what was begun, and let go of the folder."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._keeper.close()
        self._folder.set_closed()
        self._reader.close()
        self._writer.close()

    # Taking in -------------------------------------------------------------------------------

    def open_reception(self, account: str, envelope: Envelope, size: int | None) -> Reception:
        self._space.require(size)
        return FileReception(self._folder.root, account, envelope)

    async def keep(
        self,
        reception: Reception,
        received_at: datetime,
        client: str,
        begun: Callable[[Entry], None] = lambda _: None,
    ) -> Entry:
        if not isinstance(reception, FileReception):
            raise TypeError("a reception of another spool")
        try:
            entry = reception.finish(received_at, client)
        except SpoolError:
            reception.discard()
            raise
        begun(entry)
        await self._keeper.keep(reception)
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
        self._fingerprints.add(entry.fingerprint)
        return await self._writer.do(
            lambda ledger: ledger.commit(entry, was, by, tuple(messages), supersedes)
        )

    async def commit_claimed(
        self,
        entry: Entry,
        *,
        was: State | None,
        by: Channel,
        messages: Sequence[OutgoingMessage],
        supersedes: Sequence[str] = (),
    ) -> Claim:
        self._fingerprints.add(entry.fingerprint)
        return await self._writer.do(
            lambda ledger: ledger.commit_claimed(entry, was, by, tuple(messages), supersedes)
        )

    async def withdraw_waiting(self, entry_id: str, by: Channel) -> Entry:
        return await self._writer.do(lambda ledger: ledger.change(entry_id, moves.withdrawn, by))

    async def requeue(self, entry_id: str, origin: State, due_at: datetime, by: Channel) -> Entry:
        def move(before: moves.Record, now: datetime) -> moves.Record:
            return moves.requeued(before, origin, due_at, now)

        return await self._writer.do(lambda ledger: ledger.change(entry_id, move, by))

    async def mark_gone(self, entry_id: str, by: Channel) -> Entry:
        return await self._writer.do(lambda ledger: ledger.change(entry_id, moves.gone, by))

    # Delivering ------------------------------------------------------------------------------

    async def claim(self, account: str, now: datetime) -> Claim | None:
        return await self._writer.do(lambda ledger: ledger.claim(account, now))

    async def record(
        self, claim: Claim, outcomes: Sequence[Outcome], due_at: datetime | None
    ) -> Entry:
        return await self._writer.do(lambda ledger: ledger.record(claim, outcomes, due_at))

    def next_due(self, account: str) -> datetime | None:
        return self._dues.first(account)

    # Reading ---------------------------------------------------------------------------------

    def entry(self, entry_id: str) -> Entry | None:
        return self._reader.ask(lambda tables: tables.entry(entry_id))

    def entries(
        self, states: Sequence[State] = (), *, before: datetime | None = None, limit: int = 200
    ) -> tuple[Entry, ...]:
        return self._reader.ask(lambda tables: tables.entries(states, before, limit))

    def messages(self, entry_id: str) -> tuple[OutgoingMessage, ...]:
        return self._reader.ask(lambda tables: tables.messages(entry_id))

    def room(self, entry_id: str) -> Path:
        return self._folder.room(entry_id)

    def header(self, entry: Entry) -> bytes:
        try:
            with Path(entry.source.path).open("rb") as file:
                file.seek(entry.source.offset)
                return header_in(file.read(min(entry.source.length, LIMIT)))
        except OSError as error:
            raise failure.of_system(error) from error

    def journal(self, entry_id: str) -> tuple[Happening, ...]:
        return self._reader.ask(lambda tables: tables.journal(entry_id))

    def same_content(self, account: str, fingerprint: bytes) -> tuple[Entry, ...]:
        if fingerprint not in self._fingerprints:
            return ()
        return self._reader.ask(lambda tables: tables.same_content(account, fingerprint))

    # Keeping house ---------------------------------------------------------------------------

    async def sweep(self, now: datetime) -> int:
        retention = self._settings.retention
        return await self._writer.do(
            lambda ledger: sweeping.sweep(ledger, self._folder, retention, now)
        )

    async def forget(self, key: str) -> Forgotten:
        return await self._writer.do(lambda ledger: forgetting.forget(ledger, self._folder, key))
