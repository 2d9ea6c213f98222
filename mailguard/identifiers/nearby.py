"""Words near a place in a text: a number means something only beside them."""

from __future__ import annotations

import re

DISTANCE = 300
"""Characters before and behind a number in which a word belongs to it (Microsoft Purview)."""


_LONGEST = 40  # characters of such a word


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
        self._last = -1  # where the last one that was found begins
        self._searched = 0  # up to where there is none behind it

    def has(self, start: int, end: int) -> bool:
        """Whether one stands at most the distance before `start` or after `end`.

        Neither may be before that of the call before.
        """
        earliest, close = max(start - self._distance, 0), end + self._distance
        if self._in_line:
            earliest, close = _within_line(self._text, earliest, start, end, close)
        if self._last >= earliest:
            return True
        begin = max(earliest, self._searched - _LONGEST)
        found = self._words.search(self._text, begin, close)
        self._last, self._searched = found.span() if found else (-1, close)
        return found is not None


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
