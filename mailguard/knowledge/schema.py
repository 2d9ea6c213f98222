"""The knowledge file: its tables, and how they came from those of an earlier version."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from mailguard import files
from mailguard.names import company

VERSION = 4

_READABLE = (2, 3, VERSION)
"""Versions that can be read: in 2 a company's name may lie under a key of former days; 2 and 3 know
no endings.
"""

_PATIENCE = 1.0  # seconds that one side waits for the other

# Times are seconds since 1970, UTC; 0: never. Digests are those of `digests`.
_TABLES = """
create table facts (name text primary key, value integer not null) without rowid;
create table contacts (
    id integer primary key autoincrement,  -- never given to somebody else
    key text not null unique,              -- Address.key
    local text not null,                   -- the part of it before the @
    organisation text not null,            -- '': not known
    own integer not null,                  -- 1: one of the user's addresses
    name text not null,                    -- the display name used last
    name_at integer not null,
    sent integer not null,                 -- mails to it
    received integer not null,             -- mails from it
    first_at integer not null,
    last_sent integer not null,
    last_received integer not null,
    bounced_at integer not null
);
create index contacts_local on contacts (local, sent);
create index contacts_organisation on contacts (organisation);
create table names (
    contact integer not null, name text not null, at integer not null,
    primary key (contact, name)
) without rowid;
create table name_keys (
    key integer not null, contact integer not null, primary key (key, contact)
) without rowid;
create table slips (
    hash integer not null, contact integer not null, primary key (hash, contact)
) without rowid;
create table domains (
    domain text primary key, skeleton text not null,
    sent integer not null, received integer not null
) without rowid;
create index domains_skeleton on domains (skeleton);
create table domain_slips (
    hash integer not null, domain text not null, primary key (hash, domain)
) without rowid;
create table companies (
    id integer primary key autoincrement,
    key text not null, organisation text not null, name text not null, times integer not null,
    unique (key, organisation)
);
create index companies_organisation on companies (organisation);
create table pairs (
    one integer not null, other integer not null, times integer not null,
    primary key (one, other)
) without rowid;
create table audiences (people text primary key, mails integer not null) without rowid;
create table audience_cc (
    people text not null, contact integer not null, times integer not null,
    primary key (people, contact)
) without rowid;
create table messages (
    id integer primary key,                -- digest of the Message-ID
    thread integer not null,               -- the smallest id of those that belong together
    at integer not null,                   -- 0: only heard of
    is_sent integer not null,
    people text not null                   -- ids of contacts: author|to|cc|bcc
);
create index messages_thread on messages (thread, at);
create table appearances (
    contact integer not null, at integer not null, message integer not null,
    primary key (contact, at, message)
) without rowid;
create table thread_people (
    thread integer not null, contact integer not null, primary key (thread, contact)
) without rowid;
create table subjects (
    subject integer not null, thread integer not null, at integer not null,
    primary key (subject, thread)
) without rowid;
create table sendings (
    sha256 blob not null, organisation text not null, at integer not null, name text not null,
    primary key (sha256, organisation)
) without rowid;
create table texts (
    text integer not null, contact integer not null, at integer not null,
    primary key (text, contact)
) without rowid;
create table senders (
    organisation text not null, sender text not null, times integer not null,
    primary key (organisation, sender)
) without rowid;
"""

_ENDINGS = """
create table if not exists endings (
    sender text not null,                  -- Address.key of one of the user's
    ending integer not null,               -- digest of the last lines of a text
    lines integer not null,                -- how many
    times integer not null,
    primary key (sender, ending)
) without rowid;
"""

_FROM_1 = """
insert into contacts (
    key, local, organisation, own, name, name_at, sent, received, first_at, last_sent,
    last_received, bounced_at
)
select key, substr(key, 1, instr(key, '@') - 1), '', 0, name, last_at, times, 0, last_at, last_at,
    0, 0
from old_contacts;
drop table old_contacts;
"""


class NewerFileError(sqlite3.OperationalError):
    """The file was written by a newer MailGuard; it is left as it is."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """The knowledge file, made where it is missing; a damaged one is set aside.

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


def open_to_read(path: Path) -> sqlite3.Connection:
    """The knowledge file, for look-ups only.

    Raises sqlite3.Error, also where there is none, or one of another version.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
    try:
        if _version(connection) not in _READABLE:
            raise sqlite3.OperationalError("the knowledge file is of another version")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")  # a writer stops no reader
        connection.execute("pragma synchronous = normal")  # a contact may be lost, mail may not
        connection.execute("pragma secure_delete = on")  # what is forgotten is gone
        if _version(connection) != VERSION:
            _migrate(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("pragma user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("begin immediate")
    try:
        version = _version(connection)  # another process may have been quicker
        if version > VERSION:
            raise NewerFileError("the knowledge file was written by a newer MailGuard")
        if version < 2:
            _make(connection)
        elif version < 3:
            _rename_companies(connection)
        connection.execute(_ENDINGS)
        connection.execute(f"pragma user_version = {VERSION}")
        connection.execute("commit")
    except sqlite3.Error:
        connection.execute("rollback")
        raise


def _make(connection: sqlite3.Connection) -> None:
    known = "select count(*) from sqlite_schema where name = 'contacts'"
    is_old = bool(connection.execute(known).fetchone()[0])
    if is_old:  # version 1 was never numbered
        connection.execute("alter table contacts rename to old_contacts")
    for statement in (_TABLES + (_FROM_1 if is_old else "")).split(";\n"):
        connection.execute(statement)
    connection.execute("insert into facts values ('since', ?)", (int(time.time()),))
    sent = "insert into facts select 'sent', coalesce(sum(sent), 0) from contacts"
    connection.execute(sent)
    connection.execute("insert into facts values ('forgotten', 0)")


def _rename_companies(connection: sqlite3.Connection) -> None:
    """Put each name under the key that `company.key` gives it now; the same ones become one."""
    rows = connection.execute("select id, organisation, name, times from companies order by id")
    merged: dict[tuple[str, str], tuple[int, str, int]] = {}
    for row, organisation, name, times in rows:
        if key := company.key(name):
            first, known, before = merged.get((key, organisation), (row, name, 0))
            merged[key, organisation] = (first, min(known, name), before + times)
    connection.execute("delete from companies")
    connection.executemany(
        "insert into companies (id, key, organisation, name, times) values (?, ?, ?, ?, ?)",
        [(row, *place, name, times) for place, (row, name, times) in merged.items()],
    )
