"""The charset of a text file is told from its octets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.content.charset import text_of

WORDS = "株式会社アクメ 佐藤様、髙橋①㈱"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp932"])
def test_japanese_is_read_in_the_charsets_of_windows_and_the_web(codec: str) -> None:
    assert text_of(WORDS.encode(codec)) == WORDS


@pytest.mark.parametrize("codec", ["iso2022_jp", "euc_jp", "shift_jis"])
def test_japanese_is_read_in_the_older_charsets(codec: str) -> None:
    words = "見積書をお送りします。" * 3
    assert text_of(words.encode(codec)) == words


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_wide_text_is_known_without_its_mark(codec: str) -> None:
    assert text_of("Name,電話\r\nSato,03".encode(codec)) == "Name,電話\r\nSato,03"


def test_a_text_cut_within_a_character_is_read_up_to_there() -> None:
    octets = WORDS.encode()
    assert text_of(octets[:-1], is_cut=True) == WORDS[:-1]


@given(st.binary(max_size=200), st.booleans())
def test_no_octets_make_it_raise(octets: bytes, is_cut: bool) -> None:
    assert isinstance(text_of(octets, is_cut=is_cut), str)


@given(st.text(max_size=50))
def test_utf_8_is_always_read_as_it_was_written(text: str) -> None:
    octets = text.encode("utf-8", "ignore")
    if b"\x1b" not in octets and b"\0" not in octets:
        assert text_of(octets) == octets.decode().removeprefix("\ufeff")
