"""What the recipient model asks of the past, answered from the knowledge file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mailguard.domain.mail import Mail
from mailguard.knowledge import digests
from mailguard.knowledge.risk_history import MOST, Appearance, Conversation, Person
from mailguard.knowledge.sql import Rows, listed

_CACHED = 20_000


class FileHistory:
    """Implements History. Ids of contacts are never given away again, so keys are cached."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._keys: dict[int, str] = {}  # "" for one of the user's own

    def sent(self) -> int:
        """Mails that the user has sent so far."""
        rows = self._rows("select value from facts where name = 'sent'")
        return int(rows[0][0]) if rows else 0

    def people(self, keys: Sequence[str]) -> Mapping[str, Person]:
        """The known ones among `keys`."""
        sql = (
            "select id, key, sent, received, last_sent, last_received from contacts "
            "where key in (select value from json_each(?)) and not own"
        )
        found = {row[0]: row[1:] for row in self._rows(sql, listed(keys))}
        names: dict[int, list[str]] = {}
        of_names = (
            "select contact, name from names where contact in (select value from json_each(?))"
        )
        for contact, name in self._rows(f"{of_names} order by at desc, name", listed(found)):
            names.setdefault(contact, []).append(name)
        return {
            key: Person(sent, received, last_sent, last_received, tuple(names.get(contact, ())))
            for contact, (key, sent, received, last_sent, last_received) in found.items()
        }

    def appearances(self, key: str) -> Sequence[Appearance]:
        """The latest MOST mails in which somebody stood, the latest first."""
        sql = (
            "select m.at, m.is_sent, m.people from contacts c "
            "join appearances a on a.contact = c.id join messages m on m.id = a.message "
            "where c.key = ? order by a.at desc limit ?"
        )
        rows = self._rows(sql, key, MOST)
        people = self._people([row[2] for row in rows])
        return [
            Appearance(at, bool(is_sent), group)
            for (at, is_sent, _people), group in zip(rows, people, strict=True)
        ]

    def conversation(self, mail: Mail) -> Conversation:
        """What was seen of the mails that `mail` goes on with."""
        ancestors = digests.of_ancestors(mail)
        named = self._named(ancestors)
        parent = named.get(ancestors[-1]) if ancestors else None
        groups = [row[1] for row in self._thread(ancestors)]
        by_subject = self._by_subject(mail, {*ancestors})
        people = self._people([parent[1] if parent else "", *groups, *by_subject])
        return Conversation(
            people[0] if parent and parent[1] else None,
            self._author(parent[1]) if parent else "",
            tuple(people[1 : len(groups) + 1]),
            tuple(people[len(groups) + 1 :]),
        )

    def _named(self, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
        sql = "select id, thread, people from messages where id in (select value from json_each(?))"
        return {row[0]: (row[1], row[2]) for row in self._rows(sql, listed(ids))}

    def _thread(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        sql = (
            "select id, people from messages where thread in (select thread from messages "
            "where id in (select value from json_each(?))) and people <> '' "
            "order by at desc limit ?"
        )
        return self._rows(sql, listed(ids), MOST + len(ids))

    def _by_subject(self, mail: Mail, named: set[int]) -> list[str]:
        key = digests.subject_key(mail.subject)
        sql = (
            "select m.id, m.people from subjects s join messages m on m.thread = s.thread "
            "where s.subject = ? and m.people <> '' order by m.at desc limit ?"
        )
        rows = self._rows(sql, digests.digest(key), MOST) if key else []
        return [people for message, people in rows if message not in named]

    def _author(self, people: str) -> str:
        author = people.partition("|")[0]
        return next(iter(self._people([author])[0]), "") if author else ""

    def _people(self, texts: Sequence[str]) -> list[frozenset[str]]:
        groups = [[int(word) for word in text.replace("|", " ").split()] for text in texts]
        self._look_up({contact for group in groups for contact in group})
        return [
            frozenset(key for contact in group if (key := self._keys.get(contact)))
            for group in groups
        ]

    def _look_up(self, contacts: Iterable[int]) -> None:
        if len(self._keys) > _CACHED:
            self._keys.clear()
        new = [contact for contact in contacts if contact not in self._keys]
        for start in range(0, len(new), 500):
            some = new[start : start + 500]
            sql = "select id, key, own from contacts where id in (select value from json_each(?))"
            for contact, key, own in self._rows(sql, listed(some)):
                self._keys[contact] = "" if own else key
