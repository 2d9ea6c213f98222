"""How much reading one attached file may take, with all the files in it."""

from __future__ import annotations

from collections.abc import Callable

from mailguard.content.unread import swells, too_late, too_many

OCTETS = 64 * 1024 * 1024
ENTRIES = 2_000
DEPTH = 4


class Allowance:
    """What is left of it; shared by a file and the files in it.

    `is_spent` says when time is up; `octets` is what may come out of packed data, `entries` how
    many files may lie within, `depth` how many archives may lie in each other.
    """

    def __init__(
        self,
        is_spent: Callable[[], bool],
        octets: int = OCTETS,
        entries: int = ENTRIES,
        depth: int = DEPTH,
    ) -> None:
        self.octets = octets
        self.entries = entries
        self.depth = depth
        self._is_spent = is_spent

    def tick(self) -> None:
        """Raises UnreadError when time is up."""
        if self._is_spent():
            raise too_late()

    def take(self, octets: int) -> None:
        """Counts unpacked octets; raises UnreadError when there are more than allowed."""
        self.tick()
        self.octets -= octets
        if self.octets < 0:
            raise swells()

    def enter(self) -> None:
        """Counts a file within; raises UnreadError when there are more than allowed."""
        self.entries -= 1
        if self.entries < 0:
            raise too_many()
