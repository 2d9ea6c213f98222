"""Forgetting: a contact goes with everything that names it, and the file is written anew."""

from __future__ import annotations

import sqlite3

_OF_CONTACT = (
    "delete from names where contact = ?",
    "delete from name_keys where contact = ?",
    "delete from slips where contact = ?",
    "delete from audience_cc where contact = ?",
    "delete from appearances where contact = ?",
    "delete from thread_people where contact = ?",
    "delete from texts where contact = ?",
    "delete from pairs where one = ?",
    "delete from pairs where other = ?",
    "delete from contacts where id = ?",
)
_OF_ORGANISATION = (
    "delete from companies where organisation = ?",
    "delete from sendings where organisation = ?",
    "delete from senders where organisation = ?",
    "delete from domains where domain = ?",
    "delete from domain_slips where domain = ?",
)


def forget(connection: sqlite3.Connection, key: str) -> bool:
    """Remove the contact `key`, and its organisation if nobody else is known there.

    Whether it was known. Ids of it stay within lists of mails; they are numbers that nobody else
    will get. Raises sqlite3.Error.
    """
    sql = "select id, organisation from contacts where key = ?"
    found = connection.execute(sql, (key,)).fetchone()
    if found is None:
        return False
    connection.execute("begin immediate")
    try:
        _delete(connection, key, *found)
        connection.execute("commit")
    except sqlite3.Error:
        connection.execute("rollback")
        raise
    connection.execute("vacuum")
    connection.execute("pragma wal_checkpoint(truncate)")  # the log holds pages as they were
    return True


def _delete(connection: sqlite3.Connection, key: str, contact: int, organisation: str) -> None:
    for statement in _OF_CONTACT:
        connection.execute(statement, (contact,))
    connection.execute("delete from senders where sender = ?", (key,))
    connection.execute("delete from endings where sender = ?", (key,))
    sql = "select count(*) from contacts where organisation = ?"
    if not connection.execute(sql, (organisation,)).fetchone()[0]:
        for statement in _OF_ORGANISATION:
            connection.execute(statement, (organisation,))
    connection.execute("update facts set value = value + 1 where name = 'forgotten'")


_OVER = """
select key, id, organisation from contacts
where not own and sent + received > 0 and max(last_sent, last_received, bounced_at) < ?
"""
_OLD = (
    "delete from messages where at > 0 and at < ?",
    "delete from appearances where at < ?",
    "delete from subjects where at < ?",
    "delete from sendings where at < ?",
    "delete from texts where at < ?",
)


def forget_old(connection: sqlite3.Connection, before: int) -> int:
    """Remove whoever had no mail since `before` (seconds of Unix), and what is older of others;
    how many people went. Those of an address book who never had mail stay. Raises sqlite3.Error.
    """
    over = connection.execute(_OVER, (before,)).fetchall()
    connection.execute("begin immediate")
    try:
        for key, contact, organisation in over:
            _delete(connection, key, contact, organisation)
        for statement in _OLD:
            connection.execute(statement, (before,))
        connection.execute("commit")
    except sqlite3.Error:
        connection.execute("rollback")
        raise
    return len(over)
