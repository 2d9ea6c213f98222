"""Writes down people: how often, since when, by which names, and who stands beside whom."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import combinations

from mailguard.domain.lesson import Card, Lesson, Party
from mailguard.knowledge.likeness import domain_slip_keys, skeleton, slip_keys
from mailguard.knowledge.naming import name_keys

PAIRED = 40
"""People of one mail who are remembered as having stood together."""

NAMES = 5
"""Names of one contact that are kept, the latest."""

_CACHED = 50_000
_NAMED_IN_A_BOOK = 1  # before every mail: what mails say is newer

_MEET = """
insert into contacts (
    key, local, organisation, own, name, name_at, sent, received, first_at, last_sent,
    last_received, bounced_at
) values (:key, :local, :organisation, :own, :name, :name_at, :sent, :received, :at, :last_sent,
    :last_received, 0)
on conflict (key) do update set
    organisation = case when excluded.organisation <> '' then excluded.organisation
        else organisation end,
    own = max(own, excluded.own),
    name = case when (excluded.name_at, excluded.name) > (name_at, name) then excluded.name
        else name end,
    name_at = max(name_at, excluded.name_at),
    sent = sent + excluded.sent,
    received = received + excluded.received,
    first_at = min(first_at, excluded.first_at),
    last_sent = max(last_sent, excluded.last_sent),
    last_received = max(last_received, excluded.last_received)
"""
_NAME = """
insert into names values (?, ?, ?)
on conflict (contact, name) do update set at = max(at, excluded.at)
"""
_FEWER_NAMES = """
delete from names where contact = ?1 and name not in (
    select name from names where contact = ?1 order by at desc, name desc limit ?2)
"""
_DOMAIN = """
insert into domains values (?, ?, ?, ?)
on conflict (domain) do update set
    sent = sent + excluded.sent, received = received + excluded.received
"""
_PAIR = """
insert into pairs values (?, ?, 1) on conflict (one, other) do update set times = times + 1
"""


class PeopleBook:
    """The people in the knowledge file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: OrderedDict[str, int] = OrderedDict()
        self._called: set[tuple[int, str]] = set()  # names that are written down
        self._indexed: set[int] = set()
        self._domains: set[str] = set()

    def meet(self, lesson: Lesson) -> dict[str, int]:
        """Count everybody in `lesson`; Address.key → id of the contact."""
        at = int(lesson.at.timestamp())
        written_to = {party.key for party in lesson.recipients} if lesson.is_sent else set()
        parties = {party.key: party for party in filter(None, (lesson.author, *lesson.recipients))}
        wrote = lesson.author.key if lesson.author and not lesson.is_sent else ""
        self._connection.executemany(
            _MEET,
            [
                {
                    **_row(party, at, sent=key in written_to, received=key == wrote),
                    "own": int(key in lesson.own),
                }
                for key, party in parties.items()
            ],
        )
        ids = {key: self._id(key) for key in parties}
        active = written_to | {wrote}
        for key, party in parties.items():
            if key in active:
                self._index(ids[key], party)
            self._call(ids[key], party.name, at)
        for key, name in lesson.names:
            if key in ids:
                self._call(ids[key], name, at)
        self._count_domains(lesson)
        return ids

    def pair(self, ids: Iterable[int]) -> None:
        """These contacts stood together in one mail."""
        chosen = sorted(set(ids))[:PAIRED]
        self._connection.executemany(_PAIR, combinations(chosen, 2))

    def note(self, card: Card, at: int) -> bool:
        """Somebody in an address book, to whom no mail went yet; whether they are new."""
        sql = "select count(*) from contacts where key = ?"
        is_new = not self._connection.execute(sql, (card.address,)).fetchone()[0]
        party = Party(card.address, card.organisation, next(iter(card.names), ""))
        row = _row(party, at, sent=False, received=False)
        self._connection.execute(_MEET, {**row, "name_at": _NAMED_IN_A_BOOK})
        for name in card.names:
            self._call(self._id(card.address), name, _NAMED_IN_A_BOOK)
        return is_new

    def bounce(self, keys: Sequence[str], at: int) -> None:
        """Mails to these came back."""
        self._connection.executemany(
            _MEET, [_row(Party(key, ""), at, sent=False, received=False) for key in keys]
        )
        self._connection.executemany(
            "update contacts set bounced_at = max(bounced_at, ?) where key = ?",
            [(at, key) for key in keys],
        )

    def forget_cached(self) -> None:
        """What is remembered outside the file may not be true any more."""
        for cache in (self._ids, self._called, self._indexed, self._domains):
            cache.clear()

    def _id(self, key: str) -> int:
        known = self._ids.get(key)
        if known is None:
            sql = "select id from contacts where key = ?"
            known = int(self._connection.execute(sql, (key,)).fetchone()[0])
            self._ids[key] = known
            if len(self._ids) > _CACHED:
                self._ids.popitem(last=False)
        return known

    def _index(self, contact: int, party: Party) -> None:
        """Have it found by those that look alike. Who only stood in somebody's Cc is not."""
        if contact in self._indexed:
            return
        self._indexed.add(contact)
        self._connection.executemany(
            "insert or ignore into slips values (?, ?)",
            [(key, contact) for key in slip_keys(party.key)],
        )

    def _call(self, contact: int, name: str, at: int) -> None:
        if not name:
            return
        self._connection.execute(_NAME, (contact, name, at))
        if (contact, name) in self._called:
            return
        if len(self._called) > _CACHED:
            self._called.clear()
        self._called.add((contact, name))
        self._connection.execute(_FEWER_NAMES, (contact, NAMES))
        self._connection.executemany(
            "insert or ignore into name_keys values (?, ?)",
            [(key, contact) for key in name_keys(name)],
        )

    def _count_domains(self, lesson: Lesson) -> None:
        """Once for each mail, however many of its people are there."""
        if lesson.is_sent:
            found = {domain_of(party) for party in lesson.recipients}
        else:
            found = {domain_of(lesson.author)} if lesson.author else set()
        for domain in sorted(found - {""}):
            sent, received = int(lesson.is_sent), int(not lesson.is_sent)
            self._connection.execute(_DOMAIN, (domain, skeleton(domain), sent, received))
            if domain in self._domains:
                continue
            self._domains.add(domain)
            self._connection.executemany(
                "insert or ignore into domain_slips values (?, ?)",
                [(key, domain) for key in domain_slip_keys(domain)],
            )


def domain_of(party: Party) -> str:
    """The registrable domain; at free-mail domains the domain as it is."""
    return party.organisation.rpartition("@")[2]


def _row(party: Party, at: int, *, sent: bool, received: bool) -> dict[str, object]:
    return {
        "key": party.key,
        "local": party.key.rpartition("@")[0],
        "organisation": party.organisation,
        "own": 0,
        "name": party.name,
        "name_at": at if party.name else 0,
        "sent": int(sent),
        "received": int(received),
        "at": at,
        "last_sent": at if sent else 0,
        "last_received": at if received else 0,
    }
