"""The tables of the spool, and how older ones become today's."""

from __future__ import annotations

import sqlite3

from mailguard.spool.failure import DamageError

APPLICATION_ID = 0x4D475370  # "MGSp": no other program's database

MIGRATIONS = (
    # 1: times are microseconds since 1970 UTC; numbers rise with every line and attempt
    """
    create table spool (opened_at integer not null) strict;
    insert into spool values (0);

    create table entry (
        id text primary key not null,
        account text not null,
        received_at integer not null,
        arrival text not null,          -- JSON: envelope, client, where the octets lie; final
        state text not null,
        waiting integer not null,       -- whether something is still to happen
        changed_at integer not null,    -- since when it is in its state
        release_at integer,
        revision integer not null,
        file_gone integer not null,
        fingerprint blob not null,
        subject text not null,
        names text not null,            -- JSON
        reason text not null,
        note text not null
    ) strict;
    create index entry_by_time on entry (received_at);
    create index entry_waiting on entry (received_at) where waiting = 1;
    create index entry_with_file on entry (id) where file_gone = 0;
    create index entry_by_content on entry (account, fingerprint) where fingerprint <> x'';

    create table outgoing (
        entry_id text not null references entry (id) on delete cascade,
        id text not null,
        account text not null,          -- the entry's, for the index
        due_at integer,                 -- the first of its QUEUED results; null: none waits
        body text not null,             -- JSON: envelope and edits
        checksum integer not null,      -- CRC-32 of body: a flipped bit must not redirect a mail
        primary key (entry_id, id)
    ) strict, without rowid;
    create index outgoing_by_due on outgoing (account, due_at) where due_at is not null;

    create table result (
        entry_id text not null,
        message_id text not null,
        position integer not null,      -- into the envelope's recipients, each counted once
        state text not null,
        reply text,                     -- JSON
        attempts integer not null,
        due_at integer,
        primary key (entry_id, message_id, position),
        foreign key (entry_id, message_id) references outgoing (entry_id, id) on delete cascade
    ) strict, without rowid;

    create table attempt (
        entry_id text not null references entry (id) on delete cascade,
        number integer not null,
        began_at integer not null,
        ended_at integer,
        primary key (entry_id, number)
    ) strict, without rowid;

    create table journal (
        entry_id text not null references entry (id) on delete cascade,
        number integer not null,
        at integer not null,
        state text not null,
        by text not null,
        reason text not null,
        primary key (entry_id, number)
    ) strict, without rowid;
    """,
    """
    alter table entry add column left_out text not null default '[]'; -- JSON: Address.keys
    """,
    """
    alter table entry add column scheduled integer not null default 0;
    """,
    """
    alter table entry add column added text not null default '[]';   -- JSON: addresses
    alter table entry add column received text not null default '';  -- JSON: what its files become
    """,
)
"""Each brings the tables from the version of its index to the next; never changed once out."""

VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0: there are none yet. Raises sqlite3.Error."""
    (version,) = connection.execute("pragma user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to VERSION, within the transaction that is open. Raises sqlite3.Error."""
    for script in MIGRATIONS[version_of(connection) :]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"pragma user_version = {VERSION}")
    connection.execute(f"pragma application_id = {APPLICATION_ID}")


def require_whole(connection: sqlite3.Connection) -> None:
    """Raises DamageError unless the tables and indexes are those of VERSION, no more, no less."""
    other = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(other)
        expected = _contents(other)
    finally:
        other.close()
    if _contents(connection) != expected:
        raise DamageError("the tables are not those of this version")


def _contents(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return connection.execute("select type, name, sql from sqlite_master order by name").fetchall()


def _statements(script: str) -> list[str]:
    """One by one, each ending with its line: `executescript` would commit what is open."""
    statements, part = [], ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            statements.append(part)
            part = ""
    return statements
