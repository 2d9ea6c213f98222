"""My Numbers and payment cards in texts."""

from __future__ import annotations

import random

import pytest

from mailguard.identifiers.checksums import is_my_number
from mailguard.identifiers.numbers import cards, my_numbers

VALID = "621498320257"


def digits(text: str) -> list[str]:
    return [number.digits for number in my_numbers(text)]


def valid_numbers(count: int) -> list[str]:
    source = random.Random(5)
    found: list[str] = []
    while len(found) < count:
        number = f"{source.randrange(10**12):012}"
        if is_my_number(number):
            found.append(number)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "マイナンバー：6214-9832-0257",
        "個人番号 6214 9832 0257",
        "マイナンバーは６２１４９８３２０２５７です",
        "My Number: 621498320257",
        f"マイナンバー{'。' * 280}{VALID}",
    ],
)
def test_a_valid_number_beside_the_word_is_found(text: str) -> None:
    assert digits(text) == [VALID]


def test_its_place_is_that_of_the_text() -> None:
    (number,) = my_numbers("番号（マイナンバー）：６２１４９８３２０２５７。")
    assert (number.start, number.end) == (11, 23)


@pytest.mark.parametrize(
    "text",
    [
        f"ご注文番号：{VALID}",  # no word
        "マイナンバー：621498320258",  # wrong check digit
        f"マイナンバーカードをご持参ください。ご予約番号：{VALID}",
        f"マイナンバー A{VALID} {VALID}0",
        f"マイナンバー{'。' * 301}{VALID}",
        "マイナンバーの提出は12月10日までです。",
    ],
)
def test_others_are_not(text: str) -> None:
    assert digits(text) == []


def test_a_column_of_valid_numbers_needs_no_word() -> None:
    numbers = valid_numbers(4)
    assert digits("\n".join(numbers)) == numbers


def test_a_column_of_any_numbers_is_none_though_some_are_valid() -> None:
    source = random.Random(1)
    orders = [f"{source.randrange(10**12):012}" for _ in range(200)]
    assert sum(map(is_my_number, orders)) >= 3
    assert digits("\n".join(orders)) == []


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111",
        "カード番号：4111111111111111",
        "４１１１－１１１１－１１１１－１１１１",
        "JCB 3530111333300000",
        "amex 3782 822463 10005",
        "Card number 5555555555554444 exp 12/27",
    ],
)
def test_cards_are_found(text: str) -> None:
    assert len(list(cards(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",  # neither grouped nor named
        "4111 1111 1111 1112",
        "9111 1111 1111 1111",
        "カード番号の末尾は1111です。",
        "T7123456789012 カード",
        "シリアル番号：4111 1111 1111 1111",
        "お客様番号 4111-1111-1111-1111",
    ],
)
def test_other_numbers_are_no_cards(text: str) -> None:
    assert list(cards(text)) == []
