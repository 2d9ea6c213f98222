"""A mailbox address (RFC 5321 §4.1.2, RFC 6531)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.address import Address, AddressError


@pytest.mark.parametrize(
    "text",
    [
        "taro@example.co.jp",
        "taro+tag@example.co.jp",
        "taro..yamada.@docomo.example",  # handed out by telephone companies
        '"taro yamada"@example.jp',
        r'"a\"b"@example.jp',
        "taro@[127.0.0.1]",
        "taro@[IPv6:::1]",
        "山田@例え.jp",
        "a@b",
        "x_y@my_host.example",
    ],
)
def test_a_mailbox_is_spelled_as_it_came(text: str) -> None:
    assert str(Address.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "taro",
        "@example.jp",
        "taro@",
        "a b@example.jp",
        "a@b@",
        "a@-b.example",
        "a@b..c",
        "a\r\n@b.example",
        "a@b.example\n",
        "<a@b.example>",
        "a@b.example>",
        '"a@b.example',
        "a@" + "b" * 300,
        "a" * 300 + "@b.example",
        "a@b_.example",
        "a,b@c.example",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        Address.parse(text)


def test_two_spellings_of_one_mailbox_share_their_key() -> None:
    assert Address.parse("Taro@Example.JP.").key == Address.parse("taro@example.jp").key


def test_beyond_ascii_it_needs_smtputf8() -> None:
    assert Address.parse("taro@example.jp").is_ascii
    assert not Address.parse("山田@example.jp").is_ascii


@given(st.text(max_size=300))
def test_whatever_comes_it_parses_or_says_no(text: str) -> None:
    try:
        address = Address.parse(text)
    except AddressError:
        return
    assert str(address) == text
    assert not set(text) & set("\r\n\x00")
