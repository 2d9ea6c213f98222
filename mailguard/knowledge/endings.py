"""How the texts that a sender sends mostly end: its signature, whatever it looks like.

Of each ending of one line, of two lines and so on there is a digest, and how often it was seen.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from mailguard.domain.address import Address
from mailguard.knowledge.digests import digest
from mailguard.knowledge.sql import Rows, listed

SEEN = 3
"""Texts in which an ending has to be seen before it is usual."""

MOST = 2000
"""Digests of one sender: some hundred mails. With more, what was seen once is forgotten."""

_LEARN = """
insert into endings values (?, ?, ?, 1)
on conflict (sender, ending) do update set times = times + 1
"""
_FADE = (
    "delete from endings where sender = ? and times < 2",
    "update endings set times = times / 2 where sender = ?",
)
_TIMES = """
select ending, times from endings
where sender = ? and ending in (select value from json_each(?))
"""
_SIGNATURE = """
select lines, times from endings where sender = ?1 and times >= ?2 and 2 * times >= (
    select max(times) from endings where sender = ?1 and lines = 1
) order by lines desc limit 1
"""


def endings(lines: Sequence[str]) -> tuple[int, ...]:
    """The digests of a text's last line, of its last two lines and so on; `lines` from its end."""
    found: list[int] = []
    for line in lines:
        found.append(digest(str(found[-1] if found else ""), line))
    return tuple(found)


def usual_ending(sender: Address, lines: Sequence[str], rows: Rows) -> int:
    """As Knowledge.usual_ending."""
    wanted = endings(lines)
    seen: dict[int, int] = dict(rows(_TIMES, sender.key, listed(wanted)))
    return usual_lines([seen.get(ending, 0) for ending in wanted])


def usual_lines(times: Sequence[int]) -> int:
    """How many lines belong to the ending; `times`: how often the one of n + 1 lines was seen.

    A signature ends where texts begin to differ: where most that go on as far go on otherwise. If
    they never do it is a text that was sent many times, and nobody knows what of it is signature.
    """
    for number, (seen, further) in enumerate(pairwise(times), start=1):
        if seen < SEEN:
            return 0
        if further < SEEN or 2 * further < seen:
            return number
    return 0


def signature_of(connection: sqlite3.Connection, sender: str) -> tuple[int, int]:
    """Lines of the ending that is most usual, and how often it was seen; (0, 0) without one.

    Raises sqlite3.Error.
    """
    found = connection.execute(_SIGNATURE, (sender, SEEN)).fetchone()
    return (int(found[0]), int(found[1])) if found and found[0] > 1 else (0, 0)


class EndingBook:
    """The endings in the knowledge file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._at_most: dict[str, int] = {}  # digests of a sender

    def learn(self, sender: str, found: Sequence[int]) -> None:
        """A text from `sender` (Address.key) has these `endings`. Raises sqlite3.Error."""
        rows = [(sender, ending, number) for number, ending in enumerate(found, start=1)]
        self._connection.executemany(_LEARN, rows)
        if sender not in self._at_most or self._at_most[sender] + len(rows) > MOST:
            self._make_room(sender)
        else:
            self._at_most[sender] += len(rows)

    def _make_room(self, sender: str) -> None:
        if self._count(sender) > MOST:
            for statement in _FADE:
                self._connection.execute(statement, (sender,))
        self._at_most[sender] = self._count(sender)

    def _count(self, sender: str) -> int:
        sql = "select count(*) from endings where sender = ?"
        return int(self._connection.execute(sql, (sender,)).fetchone()[0])
