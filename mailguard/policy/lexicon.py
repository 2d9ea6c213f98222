"""All words and patterns of a policy, made ready once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mailguard.domain.condition import OfAttachments, OfHeader, OfText, OfWords, When
from mailguard.names.wordlist import WordList, folded
from mailguard.policy.pattern import Pattern, compile_pattern

Worded = OfWords | OfText | OfHeader | OfAttachments
"""A condition with words and patterns."""


class Lexicon:
    """What texts are searched for. Raises PatternError where a pattern cannot be used."""

    def __init__(self, conditions: Iterable[When]) -> None:
        worded = [each for condition in conditions for each in worded_of(condition)]
        raw = {word for each in worded for word in each.words}
        self._folded = {word: folded(word.strip()) for word in raw}
        self.words = WordList(self._folded.values())
        self.patterns: dict[str, Pattern] = {
            text: compile_pattern(text) for each in worded for text in each.pattern
        }
        self.literals = WordList(pattern.literal for pattern in self.patterns.values())

    def folded(self, word: str) -> str:
        """A word of the policy as `words` finds it."""
        return self._folded[word]


def worded_of(condition: When) -> Iterator[Worded]:
    """Each part of a condition that has words and patterns, at any depth."""
    yield from filter(None, (condition.subject, condition.text))
    yield from condition.header
    yield from condition.attachments
    for inner in (*condition.any, *condition.none):
        yield from worded_of(inner)
