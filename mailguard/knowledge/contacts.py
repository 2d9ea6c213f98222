"""The contacts file: one row for each mailbox that was written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from mailguard import files
from mailguard.domain.recipient import Acquaintance

_SCHEMA = """
create table if not exists contacts (
    key text primary key,       -- Address.key
    name text not null,         -- the display name used last
    times integer not null,     -- mails sent to it
    last_at integer not null    -- seconds since 1970, UTC
) without rowid
"""

_MEET = """
insert into contacts (key, name, times, last_at) values (?, ?, ?, ?)
on conflict (key) do update set
    times = times + excluded.times,
    last_at = max(last_at, excluded.last_at),
    name = case when excluded.name <> '' then excluded.name else name end
"""

_LOOK_UP = "select times, last_at, name from contacts where key = ?"

_PATIENCE = 1.0  # seconds that one side waits for the other


class Meeting(msgspec.Struct, frozen=True):
    """That mails went to a mailbox."""

    key: str
    name: str
    times: int
    last_at: datetime


def open_to_write(path: Path) -> sqlite3.Connection:
    """The contacts file, made where it is missing; a damaged one is set aside.

    Raises sqlite3.Error, OSError.
    """
    if not path.exists():
        files.create(path)
    try:
        return _opened(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # locked, disk full: nothing is damaged
            raise
        files.set_aside(path)
        files.create(path)
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")  # a writer stops no reader
        connection.execute("pragma synchronous = normal")  # a contact may be lost, mail may not
        connection.execute(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """The contacts file, for look-ups only. Raises sqlite3.Error, also where there is none."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)


def write(connection: sqlite3.Connection, meetings: Iterable[Meeting]) -> None:
    """Add `meetings` in one transaction. Raises sqlite3.Error; nothing is written then."""
    rows = [(m.key, m.name, m.times, int(m.last_at.timestamp())) for m in meetings]
    connection.execute("begin immediate")
    try:
        connection.executemany(_MEET, rows)
        connection.execute("commit")
    except sqlite3.Error:
        connection.execute("rollback")
        raise


def look_up(connection: sqlite3.Connection, key: str) -> Acquaintance | None:
    """What is known of the mailbox with this Address.key. Raises sqlite3.Error."""
    with closing(connection.execute(_LOOK_UP, (key,))) as rows:
        row = rows.fetchone()
    if row is None:
        return None
    times, last_at, name = row
    return Acquaintance(times, datetime.fromtimestamp(last_at, UTC), name)
