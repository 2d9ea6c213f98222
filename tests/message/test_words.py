"""Encoded words, and the sins that real programs commit with them."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.message.words import decode_words, text_of
from tests.timing import within


def word(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def split_within_a_character(text: str) -> str:
    octets = text.encode()
    halves = (octets[:4], octets[4:])
    return " ".join(f"=?utf-8?B?{base64.b64encode(half).decode()}?=" for half in halves)


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("plain", "plain"),
        (word("見積"), "見積"),
        ("=?utf-8?q?a=20b_c?=", "a b c"),
        ("=?ISO-2022-JP?B?GyRCJCIbKEI=?=", "あ"),
        (f"Re: {word('見積')} (2)", "Re: 見積 (2)"),
        (f"{word('見')} {word('積')}", "見積"),  # space between words is no space
        (f"{word('見')} and {word('積')}", "見 and 積"),
        (split_within_a_character("見積書"), "見積書"),
        ("=?utf-8*ja?B?6KaL?=", "見"),  # with a language, RFC 2231
        ("=?utf-8?B?6KaL", "=?utf-8?B?6KaL"),  # never closed
        ("=?utf-8?B?6KaL6aU?=", "見\ufffd"),  # cut off
        ("=?utf-8?Q?a b c?=", "a b c"),  # spaces within
        ("=?x-unknown?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ],
)
def test_words_are_decoded(came: str, meant: str) -> None:
    assert decode_words(came) == meant


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "shift_jis"])
def test_unencoded_characters_are_read_as_well(charset: str) -> None:
    subject = "お見積りの件、ご確認ください"
    assert text_of(b" " + subject.encode(charset) + b"\r\n") == subject


def test_a_folded_subject_is_one_line() -> None:
    assert text_of(b" =?utf-8?B?6KaL?=\r\n =?utf-8?B?56mN?=\r\n") == "見積"


@given(st.text(max_size=60))
def test_what_was_encoded_comes_back(text: str) -> None:
    try:
        encoded = word(text)
    except UnicodeEncodeError:
        return
    assert decode_words(f"a {encoded} b") == f"a {text} b"


@given(st.binary(max_size=200))
def test_no_octets_make_it_raise(octets: bytes) -> None:
    assert isinstance(text_of(octets), str)
    assert isinstance(text_of(b"=?utf-8?B?" + octets + b"?= =?" + octets), str)


@pytest.mark.parametrize(
    "hostile",
    [
        b"x" * 500_000,
        b"=?utf-8?q?a?= " * 20_000,
        b"=?a?b?" * 80_000,
        b"=?" * 250_000,
        b"?=" * 250_000,
    ],
)
def test_a_hostile_subject_takes_no_time(hostile: bytes) -> None:
    with within(2):
        text_of(hostile)
