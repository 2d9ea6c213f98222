"""Folded text remembers where its characters stood."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.folded import fold


def test_one_character_may_become_three() -> None:
    folded = fold("㈱アクメ", 10)
    assert folded.text == "(株)アクメ"
    assert folded.origin(0, 3) == (10, 11)
    assert folded.origin(3, 6) == (11, 14)


def test_two_characters_may_become_one() -> None:
    folded = fold("ﾀﾞﾝ")
    assert folded.text == "ダン"
    assert folded.origin(0, 1) == (0, 2)
    assert folded.origin(1, 2) == (2, 3)


@given(st.text())
def test_every_character_has_its_origin(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for position, character in enumerate(folded.text):
        start, end = folded.origin(position, position + 1)
        assert character in unicodedata.normalize("NFKC", text[start:end])
