"""The moves of entries in the tables: each within a transaction that others may share.

A move decides before it writes: one that raises has changed nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from mailguard.domain.entry import Channel, Claim, Entry, Outcome
from mailguard.domain.state import State
from mailguard.guard.storage import ConflictError
from mailguard.spool import failure, mailfile, marks, moves
from mailguard.spool.moves import Record
from mailguard.spool.results import Messages, first_due
from mailguard.spool.tables import Tables


class Ledger:
    """The moves on one connection. Each raises what `Tables` raises, ConflictError, OSError."""

    def __init__(
        self, connection: sqlite3.Connection, folder: Path, now: Callable[[], datetime]
    ) -> None:
        self.tables = Tables(connection, folder)
        self.marks: dict[str, bytes] = {}  # path → letters for the file once it is committed
        self._now = now

    def commit(
        self,
        entry: Entry,
        was: State | None,
        by: Channel,
        messages: Messages,
        supersedes: Sequence[str],
    ) -> Entry:
        """`Spool.commit`."""
        now = self._now()
        before = self.tables.record(entry.id) if was else None
        after = moves.committed(before, entry, was, messages, now)
        self.write(before, after, by, now)
        self._supersede(supersedes, entry.id, by, now)
        return after.entry

    def commit_claimed(
        self,
        entry: Entry,
        was: State | None,
        by: Channel,
        messages: Messages,
        supersedes: Sequence[str],
    ) -> Claim:
        """`Spool.commit_claimed`: the rows are written once, as they are after the claim."""
        now = self._now()
        before = self.tables.record(entry.id) if was else None
        queued = moves.committed(before, entry, was, messages, now)
        after, message_id, outgoing = moves.claimed(queued, first_due(queued.messages) or now)
        self._write_rows(before, after)
        self._close(before, queued, by, now)
        self._supersede(supersedes, entry.id, by, now)
        attempt_id = self.tables.begin_attempt(entry.id, now)
        return Claim(attempt_id, message_id, after.entry, outgoing)

    def change(
        self, entry_id: str, move: Callable[[Record, datetime], Record], by: Channel
    ) -> Entry:
        """Have `move` change the results of an entry."""
        now = self._now()
        before = moves.known(self.tables.record(entry_id))
        after = move(before, now)
        self._move(before, after, by, now)
        return after.entry

    def claim(self, account: str, now: datetime) -> Claim | None:
        """`Spool.claim`. The attempt is the journal's line."""
        due = self.tables.first_due(account)
        if due is None or due[0] > now:
            return None
        before = self.tables.record(due[1])
        if before is None or not before.messages:
            raise failure.DamageError(f"{due[1]} is due and unknown")
        after, message_id, outgoing = moves.claimed(before, now)
        attempt_id = self.tables.begin_attempt(before.entry.id, self._now())
        self.tables.move(before, after)
        return Claim(attempt_id, message_id, after.entry, outgoing)

    def record(self, claim: Claim, outcomes: Sequence[Outcome], due_at: datetime | None) -> Entry:
        """`Spool.record`."""
        now = self._now()
        before = moves.known(self.tables.record(claim.entry.id))
        addressed = claim.outgoing.envelope.recipients
        after = moves.recorded(before, claim.message_id, addressed, outcomes, due_at, now)
        if not self.tables.end_attempt(claim.entry.id, claim.attempt_id, now):
            raise ConflictError(before.entry)
        self._move(before, after, Channel.ENGINE, now)
        return after.entry

    def write(self, before: Record | None, after: Record, by: Channel, now: datetime) -> None:
        """The rows of `after`, and a line of its journal."""
        self._write_rows(before, after)
        self._close(before, after, by, now)

    def _write_rows(self, before: Record | None, after: Record) -> None:
        if before:
            _revive(before, after)
            self.tables.update(before, after)
        elif not self.tables.insert(after):
            raise ConflictError(self.tables.entry(after.entry.id))

    def _supersede(self, others: Sequence[str], entry_id: str, by: Channel, now: datetime) -> None:
        for other in others:
            before = self.tables.record(other)
            after = moves.superseded(before, now)
            if after and other != entry_id:
                self.write(before, after, by, now)

    def _move(self, before: Record, after: Record, by: Channel, now: datetime) -> None:
        self.tables.move(before, after)
        self._close(before, after, by, now)

    def _close(self, before: Record | None, after: Record, by: Channel, now: datetime) -> None:
        self.tables.add_line(after.entry, by, now)
        old = marks.marks_of(before) if before else marks.blank(after.entry.envelope)
        new = marks.marks_of(after)
        if new != old and not after.file_gone:
            self.marks[after.entry.source.path] = new


def _revive(before: Record, after: Record) -> None:
    """Where a mail lives again its file says so before its rows do, or they would look older."""
    if before.entry.state not in marks.ENDS or after.entry.state in marks.ENDS:
        return
    try:
        mailfile.mark(after.entry.source.path, marks.marks_of(after), synced=True)
    except OSError as error:
        raise failure.of_system(error) from error
