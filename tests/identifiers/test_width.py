"""Full-width text in its usual form."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mailguard.identifiers.width import narrowed


def test_digits_letters_signs_and_dashes_become_usual_ones() -> None:
    assert narrowed("１２３－４５６　ＡＢｃ（：）‐–−") == "123-456 ABc(:)---"


def test_japanese_stays() -> None:
    assert narrowed("佐藤様、カタカナー") == "佐藤様、カタカナー"


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(narrowed(text)) == len(text)


@given(st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E))
def test_each_full_width_form_becomes_what_unicode_says(letter: str) -> None:
    assert narrowed(letter) == unicodedata.normalize("NFKC", letter)
