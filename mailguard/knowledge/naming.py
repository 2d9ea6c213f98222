"""Who goes by a name: keys to find them under, and whether they are meant after all."""

from __future__ import annotations

from collections.abc import Iterable

from mailguard.names.person import Script, Word, keys, words

MOST_WORDS = 6
"""Words of a name that are looked at: a longer one is a sentence."""


def name_keys(name: str) -> frozenset[str]:
    """Under which keys somebody who goes by this name is found."""
    return keys(name) if len(words(name)) <= MOST_WORDS else frozenset()


def asked_keys(name: str) -> list[frozenset[str]]:
    """The keys to look under for each word of a name: whoever is meant is found by all words."""
    asked = words(name)
    return [word.keys for word in asked] if len(asked) <= MOST_WORDS else []


def is_meant(asked: str, names: Iterable[str]) -> bool:
    """Whether somebody with these names may be called `asked`: 佐藤 is not 左藤, but Sato."""
    return any(
        all(any(_same(word, other) for other in words(name)) for word in words(asked))
        for name in names
    )


def _same(one: Word, other: Word) -> bool:
    if one.script is Script.KANJI and other.script is Script.KANJI:
        return one.text == other.text
    return bool(one.keys & other.keys)
