"""Signs: words of which one must stand in a text before it is worth a closer look."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mailguard.identifiers.width import narrowed


def has_any(text: str, signs: Iterable[str]) -> bool:
    """Whether one of `signs`, in lower case and usual width, stands in `text` in any.

    A search for a word takes a microsecond a page, a pattern of many words a thousand.
    """
    lowered = _lowered(text)
    for sign in signs:  # noqa: SIM110  `any` takes twice the time, and it is asked often
        if sign in lowered:
            return True
    return False


@lru_cache(maxsize=8)
def _lowered(text: str) -> str:
    return narrowed(text).lower()
