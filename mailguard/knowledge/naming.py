"""Who goes by a name: keys to find them under, and whether they are meant after all.

Each word of a name has its keys (how it is written, how it is read). Two words together have keys
of their own: there are many people called 佐藤, and few called 佐藤花子.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import combinations, islice, product

from mailguard.names.likeness import alike
from mailguard.names.person import Word, words

_MOST_WORDS = 6  # of a name: a longer one is a sentence
_MOST_TOGETHER = 24  # keys of two words
_ALONE = "."  # ends the key of a word that is a whole name


def name_keys(name: str) -> set[int]:
    """Under which keys somebody who goes by this name is found."""
    found = _words(name)
    return _hashes({key for word in found for key in word.keys} | _whole(found))


def asked_keys(name: str) -> set[int]:
    """Under which keys to look for somebody who is called so; one in common will do."""
    found = _words(name)
    if len(found) < 2:
        return _hashes({key for word in found for key in word.keys})
    return _hashes(_whole(found) | {key + _ALONE for word in found for key in word.keys})


def is_meant(asked: str, names: Iterable[str]) -> bool:
    """Whether somebody with these names may be called `asked`: 佐藤 is not 左藤, but Sato."""
    return any(alike(asked, name) for name in names)


def _hashes(keys: set[str]) -> set[int]:
    """Short, for there are many; who shares one by chance is not meant."""
    return {zlib.crc32(key.encode("utf-8", "replace")) for key in keys}


def _words(name: str) -> tuple[Word, ...]:
    found = words(name)
    return found if len(found) <= _MOST_WORDS else ()


def _whole(found: tuple[Word, ...]) -> set[str]:
    """Keys of every two words, in either order; of a single word, that it stands alone."""
    if len(found) == 1:
        return {key + _ALONE for key in found[0].keys}
    return {key for one, other in combinations(found, 2) for key in _together(one, other)}


def _together(one: Word, other: Word) -> Iterator[str]:
    pairs = product(sorted(one.keys), sorted(other.keys))
    yield from (" ".join(sorted(pair)) for pair in islice(pairs, _MOST_TOGETHER))
