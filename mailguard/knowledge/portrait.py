"""Everything that is known of one contact, for whoever wants to see it."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import msgspec

from mailguard.knowledge.contact_rows import ContactRow, time_of
from mailguard.knowledge.endings import signature_of

_TOGETHER = """
select key from pairs join contacts on id = case when one = ?1 then other else one end
where one = ?1 or other = ?1 order by times desc, key limit 10
"""
_NAMES = "select name from names where contact = ? order by at desc, name"
_COMPANIES = "select name from companies where organisation = ? order by times desc, name limit 10"
_CONTACTS = """
select * from contacts where not own and (sent or received)
order by sent desc, received desc, key limit ?
"""


class Portrait(msgspec.Struct, frozen=True):
    """A contact and who stands around them."""

    address: str
    organisation: str
    names: tuple[str, ...]
    companies: tuple[str, ...]
    sent: int  # mails to them
    received: int  # mails from them
    first_at: datetime
    last_sent: datetime | None
    last_received: datetime | None
    bounced_at: datetime | None
    together: tuple[str, ...]  # who stands beside them most often
    signature_lines: int  # that texts sent from there mostly end with
    signature_times: int  # mails in which they were seen, older ones counting less


class ListedContact(msgspec.Struct, frozen=True):
    """One line of a list of contacts."""

    address: str
    name: str
    sent: int
    received: int


def portrait_of(connection: sqlite3.Connection, key: str) -> Portrait | None:
    """What is known of an Address.key; None: nothing. Raises sqlite3.Error."""
    found = connection.execute("select * from contacts where key = ?", (key,)).fetchone()
    if found is None:
        return None
    row = ContactRow(*found)

    def column(sql: str, value: object) -> tuple[str, ...]:
        return tuple(each[0] for each in connection.execute(sql, (value,)))

    return Portrait(
        row.key,
        row.organisation,
        column(_NAMES, row.id),
        column(_COMPANIES, row.organisation),
        row.sent,
        row.received,
        time_of(row.first_at),
        _time(row.last_sent),
        _time(row.last_received),
        _time(row.bounced_at),
        column(_TOGETHER, row.id),
        *signature_of(connection, row.key),
    )


def contacts(connection: sqlite3.Connection, limit: int) -> list[ListedContact]:
    """Who is known, those written to most first. Raises sqlite3.Error."""
    rows = (ContactRow(*row) for row in connection.execute(_CONTACTS, (limit,)))
    return [ListedContact(row.key, row.name, row.sent, row.received) for row in rows]


def _time(seconds: int) -> datetime | None:
    return time_of(seconds) if seconds else None
