"""Knowledge by look-ups in the knowledge file; where it cannot be read, nothing is known."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from mailguard.domain.address import Address
from mailguard.domain.knowledge import Contact, KnownDomain, Mention, Sending, Thread
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Acquaintance
from mailguard.domain.settings import Organisation
from mailguard.knowledge import contact_rows as sql
from mailguard.knowledge import digests
from mailguard.knowledge.company_names import CompanyNames
from mailguard.knowledge.contact_rows import ContactRow, time_of
from mailguard.knowledge.conversations import thread_of
from mailguard.knowledge.endings import usual_ending
from mailguard.knowledge.history import FileHistory
from mailguard.knowledge.lessons import OrganisationOf
from mailguard.knowledge.likeness import are_alike, domain_slip_keys, skeleton, slip_keys
from mailguard.knowledge.naming import asked_keys, is_meant
from mailguard.knowledge.organisation_lists import OrganisationLists
from mailguard.knowledge.risk import risks_of
from mailguard.knowledge.schema import open_to_read
from mailguard.knowledge.sql import listed
from mailguard.knowledge.trails import AUDIENCE, id_text

LEARNING_DAYS = 14
LEARNING_MAILS = 200
"""After so many days, or so many mails sent, enough is known to find anything unusual."""

_MOST = 200  # rows of one look-up: more are as good as none
_MOST_ELSEWHERE = 30
_MOST_NAMESAKES = 16
_A_DAY = 86_400.0


class KnowledgeReader:
    """Implements Knowledge. The file may be missing as yet; it is looked for at each question."""

    def __init__(
        self,
        path: Path,
        organisation_of: OrganisationOf,
        connection: sqlite3.Connection | None = None,
    ) -> None:
        """`connection` is one that somebody else has open, and is not closed here."""
        self._path = path
        self._organisation_of = organisation_of
        self._given = connection
        self._connection = connection
        self._answers: dict[tuple[object, ...], list[tuple[Any, ...]]] | None = None
        self._lists = OrganisationLists(path.parent)
        self._companies = CompanyNames(self.rows, self._lists)
        self._history = FileHistory(self.rows)

    def warm_up(self) -> None:
        """Load what the first mail would have to wait for."""
        self.mentions("")

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None and self._given is None:
            self._connection.close()
        self._connection = self._given

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Within it all look-ups are of one state of the file, and none is made twice."""
        self._answers = {}
        try:
            self.rows("begin")
            yield
        finally:
            self._answers = None
            if self._connection is not None and self._connection.in_transaction:
                with suppress(sqlite3.Error):  # it was read only: there is nothing to lose
                    self._connection.execute("rollback")

    @property
    def is_learning(self) -> bool:
        facts = dict(self.rows("select name, value from facts"))
        days = (time.time() - facts.get("since", time.time())) / _A_DAY
        return bool(days < LEARNING_DAYS and facts.get("sent", 0) < LEARNING_MAILS)

    def acquaintance(self, address: Address) -> Acquaintance | None:
        found = self._contact_rows("select * from contacts where key = ?", address.key)
        return found[0].acquaintance if found and found[0].is_met else None

    def alike(self, address: Address) -> Sequence[Contact]:
        local, domain = address.key.rsplit("@", 1)
        keys = listed(slip_keys(address.key))
        near = self._contact_rows(sql.ALIKE, keys, _MOST)
        elsewhere = self._contact_rows(sql.SAME_LOCAL, local, address.key, _MOST_ELSEWHERE)
        found = [row for row in near if _is_slip(row, local, domain)]
        return self._contacts([*found, *(row for row in elsewhere if row.is_met)])

    def domains_alike(self, domain: str) -> Sequence[KnownDomain]:
        keys = listed(domain_slip_keys(domain))
        near = self.rows(sql.DOMAINS_ALIKE, keys, _MOST)
        looks = self.rows(sql.SAME_LOOKS, skeleton(domain), _MOST_ELSEWHERE)
        found = dict(looks) | {d: sent for d, sent in near if _is_slip_of_domain(d, domain)}
        return tuple(KnownDomain(d, sent) for d, sent in found.items() if d != domain)

    def known_domain(self, domain: str) -> KnownDomain | None:
        rows = self.rows("select domain, sent from domains where domain = ?", domain)
        return KnownDomain(*rows[0]) if rows else None

    def named(self, name: str) -> Sequence[Contact]:
        rows = self._contact_rows(sql.NAMED, listed(asked_keys(name)), _MOST_NAMESAKES)
        found = self._contacts(rows)
        return tuple(contact for contact in found if is_meant(name, contact.names))

    def names_of(self, address: Address) -> Sequence[str]:
        found = self._contact_rows("select * from contacts where key = ?", address.key)
        return self._contacts(found)[0].names if found else ()

    def mentions(self, text: str) -> Sequence[Mention]:
        return self._companies.mentions(text)

    def company_names(self, organisation: str) -> Sequence[str]:
        return self._companies.of(organisation)

    def organisations_called(self, name: str) -> Sequence[str]:
        return self._companies.called(name)

    def together(self, one: Address, other: Address) -> int:
        ids = self._ids([one, other])
        if len(ids) < 2:
            return 0
        rows = self.rows("select times from pairs where one = ? and other = ?", *sorted(ids))
        return int(rows[0][0]) if rows else 0

    def habitual_cc(self, to: Sequence[Address]) -> Sequence[Contact]:
        keys = {address.key for address in to}
        ids = self._ids(to) if 0 < len(keys) <= AUDIENCE else []
        if not ids or len(ids) < len(keys):
            return ()
        return self._contacts(self._contact_rows(sql.HABITUAL, id_text(ids)))

    def thread(self, mail: Mail) -> Thread | None:
        return thread_of(mail, self.rows)

    def sendings(self, sha256: bytes) -> Sequence[Sending]:
        sql = "select organisation, at, name from sendings where sha256 = ? order by at desc"
        return tuple(
            Sending(organisation, time_of(at), name)
            for organisation, at, name in self.rows(f"{sql} limit {_MOST}", sha256)
        )

    def organisation(self, configured: Organisation) -> Organisation:
        self._lists.refresh()
        return self._lists.joined(configured)

    def members(self, address: Address) -> Sequence[Address]:
        self._lists.refresh()
        return self._lists.members(address)

    def bounced_at(self, address: Address) -> datetime | None:
        sql = "select bounced_at, last_sent, last_received from contacts where key = ?"
        for bounced, sent, received in self.rows(sql, address.key):
            arrived = received > bounced or bounced < sent < time.time() - _A_DAY
            return None if not bounced or arrived else time_of(bounced)
        return None

    def usual_sender(self, organisation: str) -> Address | None:
        sql = "select sender, times from senders where organisation = ? order by times desc"
        rows = self.rows(sql, organisation)
        if rows and rows[0][1] >= 10 and rows[0][1] >= 0.9 * sum(row[1] for row in rows):
            return Address(*rows[0][0].rsplit("@", 1))
        return None

    def sent_before(self, mail: Mail) -> datetime | None:
        ids = self._ids([recipient.address for recipient in mail.recipients[:_MOST]])
        text = digests.of_text(mail)
        if not ids or not text:
            return None
        rows = self.rows(sql.SENT_BEFORE, text, listed(ids))
        return time_of(rows[0][0]) if rows and rows[0][0] else None

    def usual_ending(self, sender: Address, lines: Sequence[str]) -> int:
        return usual_ending(sender, lines, self.rows)

    def risks(self, mail: Mail) -> Mapping[str, float]:
        try:
            return risks_of(mail, self._history)
        except OSError:  # the model's file cannot be read
            return {}

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What the file answers; nothing where it cannot be read: strangers are asked about."""
        question = (sql, *values)
        if self._answers is not None and question in self._answers:
            return self._answers[question]
        try:
            if self._connection is None:
                self._connection = open_to_read(self._path)
            found = self._connection.execute(sql, values).fetchall()
        except sqlite3.Error:
            self.close()
            return []
        if self._answers is not None:
            self._answers[question] = found
        return found

    def _ids(self, addresses: Sequence[Address]) -> list[int]:
        keys = sorted({address.key for address in addresses})
        return [row[0] for row in self.rows(sql.IDS, listed(keys))]

    def _contact_rows(self, sql: str, *values: object) -> list[ContactRow]:
        return [ContactRow(*row) for row in self.rows(sql, *values)]

    def _contacts(self, rows: Sequence[ContactRow]) -> tuple[Contact, ...]:
        unique = {row.id: row for row in rows}
        names: dict[int, list[str]] = {}
        for contact, name in self.rows(sql.NAMES, listed(unique)) if unique else ():
            names.setdefault(contact, []).append(name)
        return tuple(self._contact(row, tuple(names.get(row.id, ()))) for row in unique.values())

    def _contact(self, row: ContactRow, names: tuple[str, ...]) -> Contact:
        address = Address(*row.key.rsplit("@", 1))
        organisation = row.organisation or self._organisation_of(address)
        return Contact(address, organisation, row.acquaintance, names)


def _is_slip(row: ContactRow, local: str, domain: str) -> bool:
    return row.key == f"{row.local}@{domain}" and are_alike(row.local, local)


def _is_slip_of_domain(one: str, other: str) -> bool:
    same_name = one.partition(".")[0] == other.partition(".")[0]
    return same_name or OSA.distance(one, other, score_cutoff=2) <= 2
