"""Many words, looked for in a text at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick
import msgspec

from mailguard.names.kanji import plain


def folded(text: str) -> str:
    """`text` where width, case and variants of letters no longer count (ＡＢＣ → abc, 髙 → 高)."""
    return text.casefold() if text.isascii() else plain(text).casefold()


class Hit(msgspec.Struct, frozen=True):
    """A word of the list: where it stands, from `start` to `end`."""

    word: str
    start: int
    end: int


class WordList:
    """Words that are looked for as they are: both the words and the texts come folded."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in filter(None, words):
            self._automaton.add_word(word, word)
        if len(self._automaton):
            self._automaton.make_automaton()

    def __len__(self) -> int:
        return len(self._automaton)

    def hits(self, text: str) -> Iterator[Hit]:
        """Each time a word stands in `text`. Part of a Latin word is no word."""
        if not self:
            return
        for last, word in self._automaton.iter(text):
            start, end = last + 1 - len(word), last + 1
            if _is_word(text, start, end):
                yield Hit(word, start, end)

    def parts(self, text: str) -> frozenset[str]:
        """Which of the words stand in `text`, also within others."""
        return frozenset(word for _end, word in self._automaton.iter(text)) if self else frozenset()


def _is_word(text: str, start: int, end: int) -> bool:
    """A Latin word ends where letters end; Japanese has no such ends."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(text[end - 1], after))


def _joins(one: str, other: str) -> bool:
    return one.isascii() and other.isascii() and one.isalnum() and other.isalnum()
