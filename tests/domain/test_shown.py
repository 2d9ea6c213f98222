"""Text from a mail is shown on one line, in the order it is written, and not too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.shown import shown


@pytest.mark.parametrize(
    ("came", "is_shown"),
    [
        ("お見積り", "お見積り"),
        ("a\r\nb", "a b"),
        ("a\0b", "a b"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\u200bb", "a[U+200B]b"),
        ("\ud800", "\ufffd"),
        ("x" * 30, "x" * 19 + "…"),
    ],
)
def test_text_is_made_safe_to_show(came: str, is_shown: str) -> None:
    assert shown(came, 20) == is_shown


@given(st.text(st.characters()))
def test_nothing_that_deceives_is_left(text: str) -> None:
    result = shown(text, 100)
    assert not set(result) & set("\r\n\0\x1b\u202a\u202e\u2066\u200b\u2028")
    result.encode()
