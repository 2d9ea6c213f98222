"""Words near a place."""

from __future__ import annotations

import re

from mailguard.identifiers.nearby import is_near, stands_before

WORD = re.compile("word")


def test_a_word_within_the_distance_is_near_on_both_sides() -> None:
    assert is_near(WORD, "word....12", 8, 10, 8)
    assert is_near(WORD, "12....word", 0, 2, 8)


def test_one_beyond_it_is_not() -> None:
    assert not is_near(WORD, "word.....12", 9, 11, 8)
    assert not is_near(WORD, "12.....word", 0, 2, 8)


def test_what_stands_before_stands_in_the_same_line() -> None:
    assert stands_before(WORD, "a word: 12", 8)
    assert not stands_before(WORD, "a word:\n12", 8)
    assert not stands_before(WORD, "12 word", 0)
