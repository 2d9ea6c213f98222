"""The moves of entries in the tables: each within a transaction that others may share.

A move decides before it writes: one that raises has changed nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from mailguard.domain.entry import Channel, Claim, Entry, Outcome, OutgoingMessage
from mailguard.domain.state import State
from mailguard.guard.ports import ConflictError
from mailguard.spool import failure, mailfile, marks, moves
from mailguard.spool.moves import Record
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
        message: OutgoingMessage | None,
        supersedes: Sequence[str],
    ) -> Entry:
        """`Spool.commit`."""
        now = self._now()
        before = self.tables.record(entry.id) if was else None
        after = moves.committed(before, entry, was, message, now)
        self.write(before, after, by, now)
        for other in supersedes:
            if other != entry.id:
                self._supersede(other, by, now)
        return after.entry

    def change(
        self, entry_id: str, move: Callable[[Record | None, datetime], Record], by: Channel
    ) -> Entry:
        """Have `move` change the results of an entry."""
        now = self._now()
        before = self.tables.record(entry_id)
        after = move(before, now)
        self._move(before, after, by, now)
        return after.entry

    def claim(self, account: str, now: datetime) -> Claim | None:
        """`Spool.claim`. The attempt is the journal's line."""
        due = self.tables.first_due(account)
        if due is None or due[0] > now:
            return None
        before = self.tables.record(due[1])
        if before is None or before.message is None:
            raise ConflictError(None)
        after, outgoing = moves.claimed(before, now)
        attempt_id = self.tables.begin_attempt(before.entry.id, self._now())
        self.tables.move(before, after)
        return Claim(attempt_id, before.message.id, after.entry, outgoing)

    def record(self, claim: Claim, outcomes: Sequence[Outcome], due_at: datetime | None) -> Entry:
        """`Spool.record`."""
        now = self._now()
        before = self.tables.record(claim.entry.id)
        addressed = claim.outgoing.envelope.recipients
        after = moves.recorded(before, addressed, outcomes, due_at, now)
        if not self.tables.end_attempt(claim.entry.id, claim.attempt_id, now):
            raise ConflictError(before.entry if before else None)
        self._move(before, after, Channel.ENGINE, now)
        return after.entry

    def write(self, before: Record | None, after: Record, by: Channel, now: datetime) -> None:
        """The rows of `after`, and a line of its journal."""
        self._mark(before, after)
        if before:
            self.tables.update(before, after)
        elif not self.tables.insert(after):
            raise ConflictError(self.tables.entry(after.entry.id))
        self.tables.add_line(after.entry, by, now)

    def _supersede(self, entry_id: str, by: Channel, now: datetime) -> None:
        before = self.tables.record(entry_id)
        after = moves.superseded(before, now)
        if after:
            self.write(before, after, by, now)

    def _move(self, before: Record | None, after: Record, by: Channel, now: datetime) -> None:
        if before is None:
            raise ConflictError(None)
        self._mark(before, after)
        self.tables.move(before, after)
        self.tables.add_line(after.entry, by, now)

    def _mark(self, before: Record | None, after: Record) -> None:
        """Have the file say what became of the mail."""
        old = marks.marks_of(before) if before else marks.blank(after.entry.envelope)
        new = marks.marks_of(after)
        if new == old or after.file_gone:
            return
        path = after.entry.source.path
        self.marks[path] = new
        if marks.ended(old) and not marks.ended(new):
            _revive(path, new)


def _revive(path: str, letters: bytes) -> None:
    """The file says that the mail lives again before the rows do, or they would look older."""
    try:
        mailfile.mark(path, letters, durable=True)
    except OSError as error:
        raise failure.of_system(error) from error
