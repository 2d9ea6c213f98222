"""Why a condition holds: short texts for people, at most a few."""

from __future__ import annotations

from collections.abc import Iterable

from mailguard.i18n import ngettext

Evidence = tuple[str, ...]
"""Empty: there is nothing to show, and it holds all the same."""

MOST = 5
LETTERS = 60


def few(texts: Iterable[str]) -> Evidence:
    """Each text once and cut; of many the first, and how many more there are."""
    each = tuple(dict.fromkeys(map(cut, texts)))
    more = len(each) - MOST
    if more <= 0:
        return each
    return (*each[:MOST], ngettext("{n} more", "{n} more", more).format(n=more))


def cut(text: str) -> str:
    """At most `LETTERS` characters of one line."""
    line = " ".join(text[: 4 * LETTERS].split())
    return line if len(line) <= LETTERS else f"{line[: LETTERS - 1]}…"
