"""Octets become the characters that the sender saw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.message.charset import decoded, guessed
from tests.timing import within

TEXT = "お見積りの件について、ご連絡いたします。"


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "UTF-8", "iso-2022-jp", "shift_jis", "cp932", "euc-jp", "utf-16", "utf-7"],
)
def test_a_declared_charset_is_used(charset: str) -> None:
    assert decoded(TEXT.encode(charset), charset) == TEXT


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "shift_jis", "euc-jp"])
@pytest.mark.parametrize("declared", ["", "us-ascii", "x-unknown", "no such charset at all"])
def test_an_undeclared_or_wrong_one_is_found(charset: str, declared: str) -> None:
    assert decoded(TEXT.encode(charset), declared) == TEXT


@pytest.mark.parametrize("charset", ["shift_jis", "windows-31j"])
def test_the_makers_own_characters_are_read(charset: str) -> None:
    assert decoded("①Ⅱ㈱髙﨑".encode("cp932"), charset) == "①Ⅱ㈱髙﨑"


def test_they_are_read_in_iso_2022_jp_too() -> None:
    row_13 = b"\x1b$B-!-*\x1b(B and \x1b$B-j\x1b(B"
    assert decoded(row_13, "iso-2022-jp") == "①⑩ and ㈱"


def test_half_width_katakana_are_read() -> None:
    assert decoded(b"\x1b(I123\x1b(B", "iso-2022-jp") == "ｱｲｳ"


@pytest.mark.parametrize("name", ["図面.pdf", "見積書", "お見積り(改).xlsx", "アクメ様_2026年.zip"])
@pytest.mark.parametrize("charset", ["cp932", "euc-jp", "iso-2022-jp", "utf-8"])
def test_a_short_name_is_read_in_the_charset_it_is_in(name: str, charset: str) -> None:
    assert guessed(name.encode(charset)) == name


@pytest.mark.parametrize("charset", ["cp51932", "euc-jp", "x-euc-jp", ""])
def test_the_makers_own_characters_are_read_in_euc_jp(charset: str) -> None:
    assert (
        decoded(b"\xad\xa1 \xb3\xf4\xbc\xb0\xb2\xf1\xbc\xd2 \xad\xea", charset) == "① 株式会社 ㈱"
    )


@pytest.mark.parametrize(
    "charset", ["x-sjis", "cp51932", "cp50221", "iso-2022-jp-ms", "iso-2022-jp-3", "windows-31j"]
)
def test_names_of_charsets_that_only_some_programs_know_are_understood(charset: str) -> None:
    octets = {"x": "cp932", "w": "cp932", "c": "euc-jp"}.get(charset[0], "iso-2022-jp")
    written = "iso-2022-jp" if charset == "cp50221" else octets
    assert decoded(TEXT.encode(written), charset) == TEXT


def test_a_name_in_a_western_charset_is_not_taken_for_a_japanese_one() -> None:
    assert guessed("HasenundFrösche.txt".encode("latin-1")) == "HasenundFrösche.txt"


def test_iso_8859_1_means_what_programs_write_under_its_name() -> None:
    assert decoded(b"\x93caf\xe9\x94", "iso-8859-1") == "“café”"


def test_gb2312_means_its_successor() -> None:
    assert decoded("朱镕基".encode("gb18030"), "gb2312") == "朱镕基"


@pytest.mark.parametrize("codec", ["punycode", "idna", "unicode_escape", "zip", "rot13", "hex"])
def test_codecs_that_are_no_charsets_are_not_used(codec: str) -> None:
    octets = b"\xc3\xa9-" + b"a" * 200_000
    with within(2):
        assert decoded(octets, codec).startswith("é-")


@given(st.binary(), st.sampled_from(["", "utf-8", "iso-2022-jp", "utf-7", "euc-jp", "x"]))
def test_no_octets_make_it_raise(octets: bytes, charset: str) -> None:
    assert isinstance(decoded(octets, charset), str)
    assert isinstance(guessed(b"\x1b$B" + octets), str)
