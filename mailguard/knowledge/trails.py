"""Writes down what mails leave behind: conversations, files, texts, habits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from mailguard.domain.lesson import Lesson, Party
from mailguard.knowledge.sql import listed

MOST = 50
"""People of one mail, files and ancestors that are remembered of it."""

AUDIENCE = 10
"""People in To up to which it is remembered who stands in Cc."""

_MESSAGE = """
insert into messages values (?, ?, ?, ?, ?)
on conflict (id) do update set
    at = excluded.at, is_sent = excluded.is_sent, people = excluded.people
"""
_SUBJECT = """
insert into subjects values (?, ?, ?)
on conflict (subject, thread) do update set at = max(at, excluded.at)
"""
_SENDING = """
insert into sendings values (?, ?, ?, ?)
on conflict (sha256, organisation) do update set
    name = case when (excluded.at, excluded.name) > (at, name) then excluded.name else name end,
    at = max(at, excluded.at)
"""
_TEXT = """
insert into texts values (?, ?, ?)
on conflict (text, contact) do update set at = max(at, excluded.at)
"""
_SENDER = """
insert into senders values (?, ?, 1)
on conflict (organisation, sender) do update set times = times + 1
"""
_AUDIENCE = """
insert into audiences values (?, 1) on conflict (people) do update set mails = mails + 1
"""
_AUDIENCE_CC = """
insert into audience_cc values (?, ?, 1)
on conflict (people, contact) do update set times = times + 1
"""
_JOIN = (
    "update messages set thread = :into where thread = :thread",
    "update or ignore thread_people set thread = :into where thread = :thread",
    "delete from thread_people where thread = :thread",
    """
    insert into subjects select subject, :into, at from subjects where thread = :thread
    on conflict (subject, thread) do update set at = max(at, excluded.at)
    """,
    "delete from subjects where thread = :thread",
)


class TrailBook:
    """Conversations, files, texts and habits in the knowledge file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def is_known(self, message: int) -> bool:
        """Whether a mail was learned from already."""
        sql = "select people from messages where id = ?"
        row = self._connection.execute(sql, (message,)).fetchone()
        return row is not None and row[0] != ""

    def follow(self, lesson: Lesson, ids: Mapping[str, int]) -> None:
        """Write down all of `lesson`; `ids` are those of its people."""
        at = int(lesson.at.timestamp())
        if lesson.message:
            self._converse(lesson, ids, at)
        if lesson.is_sent:
            self._send(lesson, ids, at)
            self._habits(lesson, ids)

    def _converse(self, lesson: Lesson, ids: Mapping[str, int], at: int) -> None:
        family = (lesson.message, *lesson.ancestors[-MOST:])
        known = self._connection.execute(
            "select distinct thread from messages where id in (select value from json_each(?))",
            (listed(family),),
        )
        threads = {row[0] for row in known}
        thread = min((*family, *threads))
        self._join(threads - {thread}, thread)
        self._connection.executemany(
            "insert or ignore into messages values (?, ?, 0, 0, '')",
            [(ancestor, thread) for ancestor in lesson.ancestors[-MOST:]],
        )
        self._connection.execute(
            _MESSAGE, (lesson.message, thread, at, int(lesson.is_sent), people_text(lesson, ids))
        )
        self._connection.executemany(
            "insert or ignore into thread_people values (?, ?)",
            [(thread, ids[party.key]) for party in _present(lesson)[:MOST]],
        )
        self._connection.executemany(
            "insert or ignore into appearances values (?, ?, ?)",
            [(contact, at, lesson.message) for contact in [*ids.values()][:MOST]],
        )
        if lesson.subject:
            self._connection.execute(_SUBJECT, (lesson.subject, thread, at))

    def _join(self, threads: Iterable[int], into: int) -> None:
        """What was taken for several conversations is one."""
        for thread in threads:
            for statement in _JOIN:
                self._connection.execute(statement, {"into": into, "thread": thread})

    def _send(self, lesson: Lesson, ids: Mapping[str, int], at: int) -> None:
        recipients = lesson.recipients[:MOST]
        organisations = sorted({party.organisation for party in recipients} - {"", *lesson.own})
        self._connection.executemany(
            _SENDING,
            [
                (file.sha256, organisation, at, file.name)
                for file in lesson.files[:MOST]
                for organisation in organisations
            ],
        )
        if lesson.text:
            rows = [(lesson.text, ids[party.key], at) for party in recipients]
            self._connection.executemany(_TEXT, rows)
        if lesson.author:
            rows_of_senders = [(one, lesson.author.key) for one in organisations]
            self._connection.executemany(_SENDER, rows_of_senders)

    def _habits(self, lesson: Lesson, ids: Mapping[str, int]) -> None:
        if not 0 < len(lesson.to) <= AUDIENCE:
            return
        people = id_text({ids[party.key] for party in lesson.to})
        self._connection.execute(_AUDIENCE, (people,))
        in_cc = {ids[party.key] for party in lesson.cc[:MOST]}
        self._connection.executemany(_AUDIENCE_CC, [(people, one) for one in sorted(in_cc)])


def people_text(lesson: Lesson, ids: Mapping[str, int]) -> str:
    """Author, To, Cc and Bcc of a mail as contacts' ids: `1|2 3|4|`."""
    author = [lesson.author] if lesson.author else []
    return "|".join(
        " ".join(str(ids[party.key]) for party in parties[:MOST])
        for parties in (author, lesson.to, lesson.cc, lesson.bcc)
    )


def id_text(ids: Iterable[int]) -> str:
    """Contacts' ids in order: `2 3`."""
    return " ".join(map(str, sorted(ids)))


def _present(lesson: Lesson) -> Sequence[Party]:
    """Everybody whom a reader of the mail can see."""
    author = [lesson.author] if lesson.author else []
    return [*author, *lesson.to, *lesson.cc]
