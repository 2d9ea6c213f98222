"""What has to stand in a text before a pattern can find anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.policy.literal import literal_of
from mailguard.policy.pattern import PatternError, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "literal"),
    [
        ("社外秘", "社外秘"),
        (r"PRJ-\d{4}", "PRJ-"),
        (r"\d+ yen", " yen"),
        (r"ab?cde", "cde"),
        (r"abc+de", "ab"),
        (r"a{2}b", "b"),
        (r"x.longer[abc]y", "longer"),
        (r"a\.b\-c", "a.b-c"),
        (r"^[^a-z\]]+end$", "end"),
        (r"one|other", ""),
        (r"(one)two", ""),
        (r"(?i)one", ""),
        (r"\Qone\E", ""),
        (r"\pLone", ""),
        (r"[[:alpha:]]one", ""),
        (r"\x41one", ""),
        (r"\d", ""),
        ("", ""),
    ],
)
def test_the_longest_run_that_is_always_there(pattern: str, literal: str) -> None:
    assert literal_of(pattern) == literal


PIECES = [
    "a", "b", "ab", "秘", r"\.", r"\-", r"\\", ".", "^", "$", "[ab]", "[^a]", r"[\]a]", r"\d",
    r"\w", r"\b", "?", "*", "+", "{2}", "{0,2}", "{1,}", "??", "*?", "(", ")", "|", "(?i)", "(?:",
    r"\pL", r"\Q", r"\E", "[[:alpha:]]", "-", "]", "{", "}", ",", " ", "A", "[]a]", "[^]a]",
    r"\x61", r"\141", r"\a",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text("ab秘.-\\A] 1{}2,E", max_size=12),
)
def test_nothing_is_found_without_it(pattern: str, text: str) -> None:
    try:
        compiled = compile_pattern(pattern)
    except PatternError:
        return
    if compiled.program.search(text.encode()):
        assert literal_of(pattern) in text
