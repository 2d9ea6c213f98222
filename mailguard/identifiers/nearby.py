"""Words near a place in a text: a number means something only beside them."""

from __future__ import annotations

import re

DISTANCE = 300
"""Characters before and behind a number in which a word belongs to it (Microsoft Purview)."""


_LONGEST = 40  # characters of such a word


class Nearby:
    """Words in a text, asked for from its beginning to its end: no part is searched twice."""

    def __init__(self, words: re.Pattern[str], text: str, distance: int = DISTANCE) -> None:
        self._words = words
        self._text = text
        self._distance = distance
        self._last = -1  # where the last one that was found begins
        self._searched = 0  # up to where there is none behind it

    def has(self, start: int, end: int) -> bool:
        """Whether one stands at most the distance before `start` or after `end`.

        Neither may be before that of the call before.
        """
        earliest = max(start - self._distance, 0)
        if self._last >= earliest:
            return True
        begin, close = max(earliest, self._searched - _LONGEST), end + self._distance
        found = self._words.search(self._text, begin, close)
        self._last, self._searched = found.span() if found else (-1, close)
        return found is not None


def stands_before(words: re.Pattern[str], text: str, start: int, distance: int = 20) -> bool:
    """Whether one of `words` stands at most `distance` characters before `start`, in its line."""
    earliest = max(start - distance, 0)
    begin = max(text.rfind("\n", earliest, start) + 1, earliest)
    return bool(words.search(text, begin, start))
