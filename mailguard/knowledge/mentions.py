"""Names of companies within a text: all of them in one pass, however many are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import ahocorasick
import msgspec

from mailguard.knowledge.companies import core
from mailguard.names import company

_FRESH = 200  # names that may be searched for by an automaton of their own
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")
_JAPANESE_SHORTEST, _LATIN_SHORTEST = 3, 4  # letters of a name: shorter ones are also words


class Found(msgspec.Struct, frozen=True):
    """A name in a text, and the key it is known by."""

    start: int
    end: int
    key: str


class CompanyFinder:
    """Finds names. Made once, it takes in new names without being made anew each time."""

    def __init__(self) -> None:
        self._whole: ahocorasick.Automaton | None = None
        self._few: ahocorasick.Automaton | None = None
        self._names: dict[str, str] = {}  # the name in plain letters → its key
        self._fresh: dict[str, str] = {}

    def add(self, names: Iterable[str]) -> None:
        """Find these from now on too."""
        for name in names:
            plain = core(name)
            if _is_telling(plain) and plain not in self._names:
                self._names[plain] = self._fresh[plain] = company.key(name)
        if len(self._fresh) > max(_FRESH, len(self._names) // 50):
            self._whole, self._fresh = _automaton(self._names), {}
        self._few = _automaton(self._fresh)

    def find(self, text: str) -> list[Found]:
        """Names in `text`, in their order; within a longer name, none."""
        plain = _plain(text)
        longest: dict[int, Found] = {}
        for found in self._all(plain):
            if found.end > longest.get(found.start, found).end or found.start not in longest:
                longest[found.start] = found
        outer: list[Found] = []
        for start in sorted(longest):
            if not outer or longest[start].end > outer[-1].end:
                outer.append(longest[start])
        return outer

    def _all(self, plain: str) -> Iterator[Found]:
        for automaton in filter(None, (self._whole, self._few)):
            for last, name in automaton.iter(plain):
                start, end = last + 1 - len(name), last + 1
                if _stands_alone(plain, start, end):
                    yield Found(start, end, self._names[name])


def _automaton(names: Iterable[str]) -> ahocorasick.Automaton | None:
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, name)
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def _is_telling(name: str) -> bool:
    return len(name) >= (_JAPANESE_SHORTEST if _EAST_ASIAN.search(name) else _LATIN_SHORTEST)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer word of Latin letters or katakana."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (_belong(before, text[start]) or _belong(text[end - 1], behind))


def _belong(left: str, right: str) -> bool:
    def is_latin(letter: str) -> bool:
        return letter.isascii() and letter.isalnum()

    def is_katakana(letter: str) -> bool:
        return "ァ" <= letter <= "ヺ" or letter == "ー"

    return bool(left and right) and any(f(left) and f(right) for f in (is_latin, is_katakana))


def _plain(text: str) -> str:
    """Plain lower case; each letter stays in its place."""
    narrow = text.translate(_WIDE)
    lower = narrow.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in narrow)
