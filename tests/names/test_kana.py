"""Kana is read as it sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.kana import is_kana, is_katakana, romaji
from mailguard.names.romaji import fold


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("さとう", "Sato"),
        ("オオタニ", "Otani"),
        ("しょうじ", "Shoji"),
        ("ハットリ", "Hattori"),
        ("ジョン", "Jon"),
        ("ふじた", "Fujita"),
        ("イヴァン", "Iban"),
        ("ギュウ", "Gyu"),
    ],
)
def test_a_reading_in_kana_is_that_in_romaji(kana: str, latin: str) -> None:
    assert fold(romaji(kana)) == fold(latin)


def test_kana_and_katakana_are_told_from_others() -> None:
    assert is_kana("さくらサクラ")
    assert not is_kana("桜")
    assert is_katakana("スミス")
    assert not is_katakana("すみす")


@given(st.text())
def test_any_text_has_a_reading_of_plain_letters(text: str) -> None:
    assert romaji(text).isascii()
