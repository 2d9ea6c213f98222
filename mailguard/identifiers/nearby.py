"""Words near a place in a text: a number means something only beside them."""

from __future__ import annotations

import re

DISTANCE = 300
"""Characters before and behind a number in which a word belongs to it (Microsoft Purview)."""


def is_near(
    words: re.Pattern[str], text: str, start: int, end: int, distance: int = DISTANCE
) -> bool:
    """Whether one of `words` stands at most `distance` characters before `start` or after `end`."""
    return bool(words.search(text, max(start - distance, 0), min(end + distance, len(text))))


def stands_before(words: re.Pattern[str], text: str, start: int, distance: int = 20) -> bool:
    """Whether one of `words` stands at most `distance` characters before `start`, in its line."""
    begin = max(start - distance, text.rfind("\n", 0, start) + 1)
    return bool(words.search(text, begin, start))
