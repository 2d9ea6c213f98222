"""The keys of people and of mails. When a key goes, what was written under it is nobody's."""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from pathlib import Path

from mailguard import files
from mailguard.journal.veil import ID_OCTETS, KEY_OCTETS, Veil

_REMEMBERED = 1000

_TABLES = """
create table if not exists subject (
    id blob primary key not null,
    name blob not null unique,      -- HMAC of who or what it is: the table names nobody
    key blob not null
) strict;
create table if not exists part (   -- whoever took part in a mail
    mail blob not null,             -- a subject's name, as is the other
    person blob not null,
    primary key (mail, person)
) strict, without rowid;
create index if not exists part_of on part (person);
"""


class Keys:
    """The keys in one file, made when they are first needed. Raises sqlite3.Error."""

    def __init__(self, path: Path, device_key: bytes) -> None:
        if not path.exists():
            files.create(path)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = normal")
        self._connection.execute("pragma secure_delete = on")  # an erased key leaves no trace
        self._connection.executescript(_TABLES)
        self._device_key = device_key
        self._veils: dict[bytes, Veil] = {}

    def close(self) -> None:
        self._connection.close()

    def person(self, address: str) -> Veil:
        """The key of whoever has this Address.key."""
        return self._veil(self._name("person", address))

    def mail(self, mail: str, people: tuple[str, ...] = ()) -> Veil:
        """The key of a mail; it goes with the key of any of `people` (Address.keys)."""
        name = self._name("mail", mail)
        parts = [(name, self._name("person", person)) for person in people]
        self._connection.executemany("insert or ignore into part values (?, ?)", parts)
        return self._veil(name)

    def lifting(self, subject: bytes) -> Veil | None:
        """The key with this id; None: it was erased."""
        row = self._connection.execute(
            "select key from subject where id = ?", (subject,)
        ).fetchone()
        return Veil(subject, row[0]) if row else None

    def is_known(self, address: str) -> bool:
        """Whether anything was written under this person's key."""
        values = (self._name("person", address),)
        found = self._connection.execute("select 1 from subject where name = ?", values)
        return found.fetchone() is not None

    def erase(self, address: str) -> bool:
        """Forget the key of a person and of every mail they took part in; whether there was one."""
        name = self._name("person", address)
        self._veils.clear()
        with self._connection:
            self._connection.execute("begin immediate")
            self._connection.execute(
                "delete from subject where name in (select mail from part where person = ?)",
                (name,),
            )
            gone = self._connection.execute("delete from subject where name = ?", (name,))
            self._connection.execute("delete from part where person = ?", (name,))
        self._connection.execute("pragma wal_checkpoint(truncate)")
        return gone.rowcount > 0

    def _veil(self, name: bytes) -> Veil:
        if name not in self._veils:
            if len(self._veils) >= _REMEMBERED:
                self._veils.clear()
            self._veils[name] = self._found_or_made(name)
        return self._veils[name]

    def _found_or_made(self, name: bytes) -> Veil:
        fresh = (secrets.token_bytes(ID_OCTETS), name, secrets.token_bytes(KEY_OCTETS))
        self._connection.execute("insert or ignore into subject values (?, ?, ?)", fresh)
        row = self._connection.execute("select id, key from subject where name = ?", (name,))
        subject, key = row.fetchone()
        return Veil(subject, key)

    def _name(self, kind: str, what: str) -> bytes:
        return hmac.digest(self._device_key, f"{kind}\0{what}".encode(), "sha256")
