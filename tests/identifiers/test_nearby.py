"""Words near a place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mailguard.identifiers.nearby import Nearby, stands_before

WORD = re.compile("word")
NUMBER = re.compile(r"\d+")


def is_near(text: str, start: int, end: int) -> bool:
    return Nearby(WORD, text, 8).has(start, end)


def test_a_word_within_the_distance_is_near_on_both_sides() -> None:
    assert is_near("word....12", 8, 10)
    assert is_near("12....word", 0, 2)


def test_one_beyond_it_is_not() -> None:
    assert not is_near("word.....12", 9, 11)
    assert not is_near("12.....word", 0, 2)


@given(st.lists(st.sampled_from(["word", "wor", "1", "....", "d"])).map("".join))
def test_one_place_after_the_other_is_as_each_alone(text: str) -> None:
    words = Nearby(WORD, text, 8)
    for number in NUMBER.finditer(text):
        alone = WORD.search(text, max(number.start() - 8, 0), number.end() + 8)
        assert words.has(*number.span()) is bool(alone)


def test_what_stands_before_stands_in_the_same_line() -> None:
    assert stands_before(WORD, "a word: 12", 8)
    assert not stands_before(WORD, "a word:\n12", 8)
    assert not stands_before(WORD, "12 word", 0)
