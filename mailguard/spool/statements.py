"""The SQL of the spool: each statement under a name that says what it does."""

from __future__ import annotations

# ruff: noqa: S608  what is put together here are constants of this module

INSERT_ENTRY = """
insert into entry (id, account, received_at, arrival, state, waiting, changed_at, release_at,
                   revision, file_gone, fingerprint, subject, names, reason, note, left_out,
                   scheduled, added, received)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (id) do nothing
"""

UPDATE_ENTRY = """
update entry
set state = ?, waiting = ?, changed_at = ?, release_at = ?, revision = ?, file_gone = ?,
    fingerprint = ?, subject = ?, names = ?, reason = ?, note = ?, left_out = ?,
    scheduled = ?, added = ?, received = ?
where id = ?
"""

MOVE_ENTRY = "update entry set state = ?, changed_at = ?, reason = ? where id = ?"

MOVE_ENTRY_AND_WAITING = """
update entry set state = ?, changed_at = ?, reason = ?, waiting = ? where id = ?
"""
"""Apart from MOVE_ENTRY, which touches no index: most moves leave `waiting` as it is."""

_COLUMNS = """
select id, account, received_at, arrival, state, changed_at, release_at, revision, file_gone,
       fingerprint, subject, names, reason, note, left_out, scheduled,
       added, received
from entry
"""
_NEWEST_FIRST = """
order by received_at desc, id desc
limit ?
"""

SELECT_ENTRY = f"{_COLUMNS} where id = ?"

SELECT_ENTRIES = f"{_COLUMNS} where received_at < ? {_NEWEST_FIRST}"

SELECT_ENTRIES_IN = f"""{_COLUMNS}
where received_at < ? and state in (select value from json_each(?)) {_NEWEST_FIRST}
"""

SELECT_WAITING_IN = f"""{_COLUMNS}
where received_at < ? and state in (select value from json_each(?)) and waiting = 1
{_NEWEST_FIRST}
"""
"""For WAITING states only: the last condition lets SQLite use the index entry_waiting."""

SELECT_SAME_CONTENT = f"""{_COLUMNS}
where account = ? and fingerprint = ? and fingerprint <> x'' and state <> 'superseded'
order by received_at desc, id desc
"""

SELECT_FINGERPRINTS = "select distinct fingerprint from entry where fingerprint <> x''"

INSERT_OUTGOING = """
insert into outgoing (entry_id, id, account, due_at, body, checksum) values (?, ?, ?, ?, ?, ?)
"""

UPDATE_DUE = "update outgoing set due_at = ? where entry_id = ? and id = ?"

DELETE_OUTGOING = "delete from outgoing where entry_id = ?"

SELECT_OUTGOING = "select id, body, checksum from outgoing where entry_id = ?"

SELECT_FIRST_DUE = """
select due_at, entry_id from outgoing
where account = ? and due_at is not null
order by due_at, entry_id
limit 1
"""

IS_INDEXED = """
select 1 from outgoing indexed by outgoing_by_due
where account = ? and due_at = ? and due_at is not null and entry_id = ?
"""

INSERT_RESULT = """
insert into result (entry_id, message_id, position, state, reply, attempts, due_at)
values (?, ?, ?, ?, ?, ?, ?)
"""

UPDATE_RESULT = """
update result set state = ?, reply = ?, attempts = ?, due_at = ?
where entry_id = ? and message_id = ? and position = ?
"""

SELECT_RESULTS = """
select message_id, state, reply, attempts, due_at from result
where entry_id = ?
order by message_id, position
"""

BEGIN_ATTEMPT = "insert into attempt (entry_id, number, began_at) values (?, ?, ?)"

END_ATTEMPT = """
update attempt set ended_at = ? where entry_id = ? and number = ? and ended_at is null
"""

END_ATTEMPTS = "update attempt set ended_at = ? where entry_id = ? and ended_at is null"

INSERT_LINE = """
insert into journal (entry_id, number, at, state, by, reason) values (?, ?, ?, ?, ?, ?)
"""

SELECT_JOURNAL = """
select at, state, by, reason, number from journal where entry_id = ?1
union all
select began_at, 'sending', 'engine', '', number from attempt where entry_id = ?1
order by number
"""
"""The attempts are lines of the journal too: the claim is their record."""

SELECT_IDS = "select id from entry"

SELECT_WITH_FILE = "select id, state, changed_at from entry where file_gone = 0"

SET_FILE_GONE = "update entry set file_gone = 1 where id = ?"

SET_OPENED = "update spool set opened_at = ?"

DELETE_ENTRY = "delete from entry where id = ?"

DELETE_ENTRIES = """
delete from entry where id in (
    select id from entry
    where file_gone = 1 and received_at <= ?1 and changed_at <= ?1 and state <> 'uncertain'
    limit ?2
)
"""
