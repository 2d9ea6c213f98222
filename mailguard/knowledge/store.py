"""The knowledge store: learns from lessons, and forgets people without a trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from mailguard.domain.lesson import Card, Lesson
from mailguard.knowledge.companies import core
from mailguard.knowledge.endings import EndingBook
from mailguard.knowledge.forgetting import forget, forget_old
from mailguard.knowledge.people import PeopleBook
from mailguard.knowledge.schema import open_to_write
from mailguard.knowledge.trails import TrailBook
from mailguard.names import company

_COMPANY = """
insert into companies (key, organisation, name, times) values (?, ?, ?, 1)
on conflict (key, organisation) do update set
    times = times + 1, name = min(name, excluded.name)
"""
_NOTED_COMPANY = """
insert into companies (key, organisation, name, times) values (?, ?, ?, 1)
on conflict (key, organisation) do nothing
"""


class Store:
    """The knowledge file, open for learning. Not to be shared between threads."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; a damaged one is set aside. Raises sqlite3.Error, OSError."""
        self.connection = open_to_write(path)
        self._people = PeopleBook(self.connection)
        self._trails = TrailBook(self.connection)
        self._endings = EndingBook(self.connection)

    def begin(self) -> None:
        """Begin a transaction, if none is open. Raises sqlite3.Error."""
        if not self.connection.in_transaction:
            self.connection.execute("begin immediate")

    def commit(self) -> None:
        """End the transaction, if one is open. Raises sqlite3.Error."""
        if self.connection.in_transaction:
            self.connection.execute("commit")

    def rollback(self) -> None:
        """Undo what the open transaction learned, if one is open."""
        self.connection.rollback()
        self._people.forget_cached()

    def learn(self, lesson: Lesson) -> bool:
        """Learn within the open transaction; whether the mail was new. Raises sqlite3.Error."""
        if lesson.message and self._trails.is_known(lesson.message):
            return False
        ids = self._people.meet(lesson)
        self._people.pair(ids[key] for key in ids if key not in lesson.own)
        self._people.bounce(lesson.bounced, int(lesson.at.timestamp()))
        self._trails.follow(lesson, ids)
        self._name_companies(lesson)
        if lesson.author and lesson.endings:
            self._endings.learn(lesson.author.key, lesson.endings)
        if lesson.is_sent:
            self.connection.execute("update facts set value = value + 1 where name = 'sent'")
        return True

    def note(self, card: Card, at: datetime) -> bool:
        """Note somebody of an address book within the open transaction; whether they are new.

        Raises sqlite3.Error.
        """
        key = company.key(card.company)
        if key and card.organisation:
            row = (key, card.organisation, core(card.company))
            self.connection.execute(_NOTED_COMPANY, row)
        return self._people.note(card, int(at.timestamp()))

    def learn_all(self, lessons: Iterable[Lesson]) -> int:
        """Learn in one transaction; how many mails were new. Raises sqlite3.Error: none then."""
        self.begin()
        try:
            new = sum([self.learn(lesson) for lesson in lessons])
            self.commit()
        except sqlite3.Error:
            self.rollback()
            raise
        return new

    def forget(self, key: str) -> bool:
        """Remove everything about an Address.key; whether it was known. Raises sqlite3.Error."""
        self._people.forget_cached()
        return forget(self.connection, key)

    def forget_old(self, before: datetime) -> int:
        """Remove whoever had no mail since `before`; how many went. Raises sqlite3.Error."""
        self._people.forget_cached()
        return forget_old(self.connection, int(before.timestamp()))

    def close(self) -> None:
        """Close the file. What is in an open transaction is lost."""
        self.connection.close()

    def _name_companies(self, lesson: Lesson) -> None:
        rows = [(company.key(name), organisation, name) for organisation, name in lesson.companies]
        self.connection.executemany(_COMPANY, [row for row in rows if row[0]])
