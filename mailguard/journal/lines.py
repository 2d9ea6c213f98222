"""The text of a line: a record as JSON, with tokens where it names somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from mailguard.domain import record as r
from mailguard.journal.keys import Keys
from mailguard.journal.veil import subject_of

REASON_LIMIT = 500
"""Characters of a reason that are kept."""


class Began(msgspec.Struct, frozen=True):
    """A journal was begun, or went on in a new file."""

    version: int = 1


class Mended(msgspec.Struct, frozen=True):
    """The last line was not written to its end, after a power cut; it was taken away."""

    octets: int


class Pruned(msgspec.Struct, frozen=True):
    """Files that were old enough were removed; the first that is left."""

    until: str


House = Began | Mended | Pruned
"""What the journal writes about itself."""


def text_of(record: r.Record | House, number: int, at: datetime, keys: Keys) -> bytes:
    """The line for a record: `n` counts up from 0, `at` is UTC."""
    head = {"n": number, "at": at.isoformat(timespec="milliseconds"), "what": _name(record)}
    return msgspec.json.encode(head | _BODIES[type(record)](record, keys))


def _name(record: r.Record | House) -> str:
    return type(record).__name__.lower()


def _plain(record: Any, _keys: Keys) -> dict[str, Any]:
    return dict(msgspec.structs.asdict(record))


def _inspected(record: r.Inspected, keys: Keys) -> dict[str, Any]:
    return {
        "mail": record.mail,
        "account": _veiled(record.account, keys),
        "recipients": [
            [_veiled(each.address.key, keys), each.field.value, each.kind.value]
            for each in record.recipients
        ],
        "files": [[each.sha256.hex(), each.size] for each in record.files],
        "found": [_found(each, keys) for each in record.found],
        "demands": record.demands,
        "unchecked": record.unchecked,
    }


def _found(found: r.Found, keys: Keys) -> dict[str, str]:
    about = {"about": _veiled(found.about.key, keys)} if found.about else {}
    severity = {"severity": found.severity} if found.severity else {}
    return {"what": found.what} | severity | about


def _answered(record: r.Answered, keys: Keys) -> dict[str, Any]:
    body: dict[str, Any] = {
        "mail": record.mail,
        "by": record.by.value,
        "choice": record.choice.value,
        "met": [[met.demand, met.how.value] for met in record.met],
        "unmet": record.unmet,
        "changed": [
            [each.action, _veiled(each.about.key, keys) if each.about else ""]
            for each in record.changed
        ],
    }
    if record.reason:
        veil = keys.mail(record.mail, record.people)
        body["reason"] = veil.over(record.reason[:REASON_LIMIT])
    return body


def _delivered(record: r.Delivered, keys: Keys) -> dict[str, Any]:
    results = [
        [_veiled(each.address.key, keys), each.state.value, each.code] for each in record.results
    ]
    return {"mail": record.mail, "results": results}


def _veiled(address: str, keys: Keys) -> str:
    return keys.person(address).over(address)


_BODIES: dict[type[Any], Callable[[Any, Keys], dict[str, Any]]] = {
    r.Inspected: _inspected,
    r.Shown: _plain,
    r.Answered: _answered,
    r.Ordered: _plain,
    r.Moved: _plain,
    r.Delivered: _delivered,
    r.Braked: _plain,
    r.Erased: _plain,
    Began: _plain,
    Mended: _plain,
    Pruned: _plain,
}


class Reader:
    """Lifts the veils of lines, as far as their keys are still there."""

    def __init__(self, keys: Keys, erased: str) -> None:
        """`erased` stands where a key is gone."""
        self._keys = keys
        self._erased = erased

    def read(self, text: bytes) -> dict[str, Any]:
        """The line with addresses and reasons in clear. Raises msgspec.DecodeError."""
        line: dict[str, Any] = msgspec.json.decode(text, type=dict[str, Any])
        for name, lift in _VEILED.items():
            if name in line:
                line[name] = lift(self, line[name])
        return line

    def clear(self, token: Any) -> str:
        """What a token stands for."""
        if not token:
            return ""
        subject = subject_of(str(token))
        veil = self._keys.lifting(subject) if subject else None
        text = veil.lifted(str(token)) if veil else None
        return self._erased if text is None else text

    def people(self, line: dict[str, Any]) -> set[str]:
        """Everybody whom a line names, once it was read."""
        rows = [*line.get("recipients", ()), *line.get("results", ())]
        about = (found.get("about") for found in line.get("found", ()))
        changed = (change[-1] for change in line.get("changed", ()))
        return {line.get("account"), *(row[0] for row in rows), *about, *changed} - {None, ""}

    def first_of_each(self, rows: Any) -> list[Any]:
        return [[self.clear(row[0]), *row[1:]] for row in rows]

    def last_of_each(self, rows: Any) -> list[Any]:
        return [[*row[:-1], self.clear(row[-1])] for row in rows]

    def about(self, rows: Any) -> list[Any]:
        return [
            row | {"about": self.clear(row["about"])} if "about" in row else row for row in rows
        ]


_VEILED: dict[str, Callable[[Reader, Any], Any]] = {
    "account": Reader.clear,
    "reason": Reader.clear,
    "recipients": Reader.first_of_each,
    "results": Reader.first_of_each,
    "changed": Reader.last_of_each,
    "found": Reader.about,
}
