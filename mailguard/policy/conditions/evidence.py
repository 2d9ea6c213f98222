"""Why a condition holds: short texts for people, at most a few."""

from __future__ import annotations

from collections.abc import Iterable

from mailguard.i18n import ngettext

Evidence = tuple[str, ...]
"""Empty: there is nothing to show, and it holds all the same."""

_MOST = 5
_WORD, _SENTENCE = 60, 200  # characters


class UndecidedError(Exception):
    """Whether a condition holds cannot be told; the text says why. Its rule counts as fired."""


def few(texts: Iterable[str]) -> Evidence:
    """Each text once and cut; of many the first, and how many more there are."""
    each = tuple(dict.fromkeys(_cut(text, _SENTENCE) for text in texts))
    more = len(each) - _MOST
    if more <= 0:
        return each
    return (*each[:_MOST], ngettext("{n} more", "{n} more", more).format(n=more))


def quoted(text: str) -> str:
    """What is quoted of a text: the beginning, in one line."""
    return _cut(text, _WORD)


def _cut(text: str, most: int) -> str:
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
