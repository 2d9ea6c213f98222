"""When the next message of each account is due, from memory where that is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

First = tuple[datetime, str]
"""A due time, and the id of the entry that is due then."""


class Dues:
    """Lives in the loop's thread, and hears there of every change that is committed.

    It remembers the first message of each account only: where that one goes, it looks again. A
    look may know of changes before they are told, for each entry's last change is told last.
    """

    def __init__(self, look_up: Callable[[str], First | None]) -> None:
        self._look_up = look_up
        self._first: dict[str, First | None] = {}

    def first(self, account: str) -> datetime | None:
        """When the account's next message is due; None: none waits."""
        if account not in self._first:
            self._first[account] = self._look_up(account)
        first = self._first[account]
        return first[0] if first else None

    def changed(self, account: str, entry_id: str, due_at: datetime | None) -> None:
        """The message of the entry is due at `due_at` now; None: it waits no more."""
        if account not in self._first:
            return
        first = self._first[account]
        if due_at and (first is None or (due_at, entry_id) <= first):
            self._first[account] = (due_at, entry_id)
        elif first and first[1] == entry_id:
            del self._first[account]
