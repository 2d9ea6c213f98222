"""Who goes by a name: keys to find them under, and whether they are meant after all."""

from __future__ import annotations

from collections.abc import Iterable

from mailguard.names.likeness import alike
from mailguard.names.person import keys, words

MOST_WORDS = 6
"""Words of a name that are looked at: a longer one is a sentence."""


def name_keys(name: str) -> frozenset[str]:
    """Under which keys somebody who goes by this name is found; one in common will do."""
    return keys(name) if len(words(name)) <= MOST_WORDS else frozenset()


def is_meant(asked: str, names: Iterable[str]) -> bool:
    """Whether somebody with these names may be called `asked`: 佐藤 is not 左藤, but Sato."""
    return any(alike(asked, name) for name in names)
