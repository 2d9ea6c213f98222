"""The tables of the spool on one connection: records in, records out."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

import msgspec

from mailguard.domain.entry import Channel, Entry, OutgoingMessage
from mailguard.domain.event import Happening
from mailguard.domain.state import WAITING, State
from mailguard.spool import rows
from mailguard.spool import statements as sql
from mailguard.spool.failure import DamageError
from mailguard.spool.moves import Record
from mailguard.spool.results import Messages, first_due

_REMEMBERED = 500
_FOREVER = (1 << 63) - 1
Due = tuple[str, str, datetime | None]
"""Account and entry of a message, and when it is due; None: it does not wait."""

_numbers = count(time.time_ns() // 1000)  # above those of earlier runs, as long as clocks go on


class Tables:
    """Each method raises sqlite3.Error, and DamageError for rows that nobody wrote.

    Those that write belong into a transaction, which the caller opens and ends; where it is
    undone, this object is to be thrown away, for it remembers the records that went through it.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._execute = connection.execute
        self._execute_many = connection.executemany
        self._folder = str(folder)
        self._records: dict[str, Record] = {}  # most mails are moved again at once
        self.dues: list[Due] = []  # what was written of messages' due times
        self.met_damage = False  # a list of entries had to leave some out

    # Reading ---------------------------------------------------------------------------------

    def record(self, entry_id: str) -> Record | None:
        """All that is known of one entry, for the only one who writes."""
        if entry_id in self._records:
            return self._records[entry_id]
        row = self._execute(sql.SELECT_ENTRY, (entry_id,)).fetchone()
        return rows.record_of(row, self.messages(entry_id), self._folder) if row else None

    def entry(self, entry_id: str) -> Entry | None:
        row = self._execute(sql.SELECT_ENTRY, (entry_id,)).fetchone()
        return rows.entry_of(row, self._folder) if row else None

    def messages(self, entry_id: str) -> Messages:
        """What leaves for an entry, in order."""
        found = self._execute(sql.SELECT_OUTGOING, (entry_id,)).fetchall()
        if not found:
            return ()
        results = self._execute(sql.SELECT_RESULTS, (entry_id,)).fetchall()
        return rows.messages_of(entry_id, found, results, self._folder)

    def entries(
        self, states: Sequence[State], before: datetime | None, limit: int
    ) -> tuple[Entry, ...]:
        """Entries in one of `states` (none: any), the newest first."""
        until = rows.number_of(before) if before else _FOREVER
        if not states:
            found = self._execute(sql.SELECT_ENTRIES, (until, limit))
        else:
            query = sql.SELECT_WAITING_IN if WAITING.issuperset(states) else sql.SELECT_ENTRIES_IN
            wanted = msgspec.json.encode(states).decode()
            found = self._execute(query, (until, wanted, limit))
        return tuple(self._readable(found))

    def same_content(self, account: str, fingerprint: bytes) -> tuple[Entry, ...]:
        found = self._execute(sql.SELECT_SAME_CONTENT, (account, fingerprint))
        return tuple(self._readable(found))

    def fingerprints(self) -> set[bytes]:
        return {fingerprint for (fingerprint,) in self._execute(sql.SELECT_FINGERPRINTS)}

    def journal(self, entry_id: str) -> tuple[Happening, ...]:
        found = self._execute(sql.SELECT_JOURNAL, (entry_id,))
        return tuple(rows.happening_of(row) for row in found)

    def first_due(self, account: str) -> tuple[datetime, str] | None:
        """When the account's next message is due, and the id of its entry."""
        row = self._execute(sql.SELECT_FIRST_DUE, (account,)).fetchone()
        return (rows.time_of(row[0]), row[1]) if row else None

    def is_found_when_due(self, record: Record) -> bool:
        """Whether `first_due` will come upon the record, if any recipient of it waits."""
        due_at = first_due(record.messages)
        values = (record.entry.account, _number(due_at), record.entry.id)
        return due_at is None or self._execute(sql.IS_INDEXED, values).fetchone() is not None

    def with_file(self) -> list[tuple[str, State, datetime]]:
        """Id, state, and since when it is in it, of each entry whose file is there."""
        found = self._execute(sql.SELECT_WITH_FILE)
        return [(i, rows.state_of(state), rows.time_of(at)) for i, state, at in found]

    def read_everything(self) -> None:
        """Have every row looked at; what cannot be read raises."""
        for (entry_id,) in self._execute(sql.SELECT_IDS).fetchall():
            self.record(entry_id)
            self.journal(entry_id)

    def _readable(self, found: Iterable[rows.Row]) -> Iterator[Entry]:
        """One row that nobody wrote must not hide all the others."""
        for row in found:
            try:
                yield rows.entry_of(row, self._folder)
            except DamageError:
                self.met_damage = True

    # Writing ---------------------------------------------------------------------------------

    def insert(self, record: Record) -> bool:
        """The rows of a new entry; False: there is one with this id, and it stays."""
        if self._execute(sql.INSERT_ENTRY, rows.entry_values(record)).rowcount != 1:
            return False
        self._insert_messages(record)
        self._remember(record)
        return True

    def update(self, before: Record, after: Record) -> None:
        """The rows of an entry of which anything may have changed."""
        self._execute(sql.UPDATE_ENTRY, (*rows.changeable_values(after), after.entry.id))
        self._update_messages(before, after)

    def move(self, before: Record, after: Record) -> None:
        """The rows of an entry of which only state, reason and results changed."""
        entry = after.entry
        values = (entry.state.value, rows.number_of(after.changed_at), entry.reason)
        waits = entry.state in WAITING
        if waits is (before.entry.state in WAITING):
            self._execute(sql.MOVE_ENTRY, (*values, entry.id))
        else:
            self._execute(sql.MOVE_ENTRY_AND_WAITING, (*values, waits, entry.id))
        self._update_messages(before, after)

    def add_line(self, entry: Entry, by: Channel, at: datetime) -> None:
        """A line of the entry's journal."""
        number, when = next(_numbers), rows.number_of(at)
        line = (entry.id, number, when, entry.state.value, by.value, entry.reason)
        self._execute(sql.INSERT_LINE, line)

    def begin_attempt(self, entry_id: str, at: datetime) -> str:
        """The id of the attempt that is now on record."""
        number = next(_numbers)
        self._execute(sql.BEGIN_ATTEMPT, (entry_id, number, rows.number_of(at)))
        return str(number)

    def end_attempt(self, entry_id: str, attempt_id: str, at: datetime) -> bool:
        """Whether the attempt was still open."""
        values = (rows.number_of(at), entry_id, int(attempt_id))
        return self._execute(sql.END_ATTEMPT, values).rowcount == 1

    def end_attempts(self, entry_id: str, at: datetime) -> int:
        """End every open attempt of the entry; how many there were."""
        return self._execute(sql.END_ATTEMPTS, (rows.number_of(at), entry_id)).rowcount

    def set_file_gone(self, entry_id: str) -> None:
        """The octets are no longer there."""
        self._records.pop(entry_id, None)
        self._execute(sql.SET_FILE_GONE, (entry_id,))

    def set_opened(self, at: datetime) -> None:
        """Somebody opened the spool; this also leaves a trace in the log of the database."""
        self._execute(sql.SET_OPENED, (rows.number_of(at),))

    def overwrite_what_goes(self) -> None:
        """From now on deleted rows leave nothing behind in the file."""
        self._execute("pragma secure_delete = on")

    def delete_entry(self, entry_id: str) -> None:
        """Forget an entry and everything about it."""
        self._records.pop(entry_id, None)
        self._execute(sql.DELETE_ENTRY, (entry_id,))

    def delete_entries(self, until: datetime, limit: int) -> None:
        """Forget entries without a file that did not change after `until`."""
        self._records.clear()
        self._execute(sql.DELETE_ENTRIES, (rows.number_of(until), limit))

    def _remember(self, record: Record) -> None:
        if len(self._records) >= _REMEMBERED:
            self._records.clear()
        self._records[record.entry.id] = record

    def _update_messages(self, before: Record, after: Record) -> None:
        self._remember(after)
        old, new = before.messages, after.messages
        if not new or new is old:
            return
        if [_fixed(each) for each in old] != [_fixed(each) for each in new]:
            self._execute(sql.DELETE_OUTGOING, (after.entry.id,))
            self._insert_messages(after)
            return
        for was, message in zip(old, new, strict=True):
            self._update_results(was, message)
        if first_due(new) != first_due(old):
            self.dues.append((after.entry.account, after.entry.id, first_due(new)))

    def _update_results(self, old: OutgoingMessage, new: OutgoingMessage) -> None:
        self._execute_many(
            sql.UPDATE_RESULT,
            [
                (*rows.result_values(result), new.entry_id, new.id, position)
                for position, result in enumerate(new.results)
                if result is not old.results[position]
            ],
        )
        due = _number(first_due((new,)))
        if due != _number(first_due((old,))):
            self._execute(sql.UPDATE_DUE, (due, new.entry_id, new.id))

    def _insert_messages(self, record: Record) -> None:
        if record.messages:
            account, entry_id = record.entry.account, record.entry.id
            self.dues.append((account, entry_id, first_due(record.messages)))
        for message in record.messages:
            self._insert_message(record.entry.account, message)

    def _insert_message(self, account: str, message: OutgoingMessage) -> None:
        ids = (message.entry_id, message.id)
        due = _number(first_due((message,)))
        self._execute(sql.INSERT_OUTGOING, (*ids, account, due, *rows.message_values(message)))
        self._execute_many(
            sql.INSERT_RESULT,
            [
                (*ids, position, *rows.result_values(result))
                for position, result in enumerate(message.results)
            ],
        )


def _fixed(message: OutgoingMessage) -> tuple[object, ...]:
    """What does not change while a message is on its way."""
    return (message.id, message.outgoing, message.follows, message.after)


def _number(due_at: datetime | None) -> int | None:
    return rows.number_of(due_at) if due_at else None
