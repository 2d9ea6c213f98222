"""Words near a place in a text: a number means something only beside them."""

from __future__ import annotations

import re
import sys

DISTANCE = 300
"""Characters before and behind a number in which a word belongs to it (Microsoft Purview)."""

_NOWHERE = (sys.maxsize, sys.maxsize)


class Nearby:
    """Words in a text, asked for from its beginning to its end: no part is searched twice."""

    def __init__(
        self,
        words: re.Pattern[str],
        text: str,
        distance: int = DISTANCE,
        *,
        in_line: bool = False,  # only in the line that is asked about
    ) -> None:
        self._words = words
        self._text = text
        self._distance = distance
        self._in_line = in_line
        self._next = (-1, -1)  # start and end of the first that was not yet left behind

    def has(self, start: int, end: int) -> bool:
        """Whether one stands at most the distance before `start` or after `end`.

        Neither may be before that of the call before.
        """
        earliest, close = max(start - self._distance, 0), end + self._distance
        if self._in_line:
            earliest, close = _within_line(self._text, earliest, start, end, close)
        if self._next[0] < earliest:
            found = self._words.search(self._text, earliest)
            self._next = found.span() if found else _NOWHERE
        first, last = self._next
        return first < close and (last <= close or self._is_within(first, close))

    def _is_within(self, first: int, close: int) -> bool:
        """Whether less of what was found is one, too."""
        return self._words.search(self._text, first, close) is not None


def stands_before(words: re.Pattern[str], text: str, start: int, distance: int = 20) -> bool:
    """Whether one of `words` stands at most `distance` characters before `start`, in its line."""
    earliest = max(start - distance, 0)
    begin, _end = _within_line(text, earliest, start, start, start)
    return bool(words.search(text, begin, start))


def _within_line(text: str, earliest: int, start: int, end: int, close: int) -> tuple[int, int]:
    """`earliest` and `close`, or where the line begins and ends around `start` to `end`."""
    line_end = text.find("\n", end, close)
    begin = max(text.rfind("\n", earliest, start) + 1, earliest)
    return begin, close if line_end < 0 else line_end
