"""Check digits, by known numbers and by their rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.identifiers.checksums import is_luhn, is_my_number


def test_a_my_number_is_right_by_its_last_digit() -> None:
    assert is_my_number("621498320257")
    assert not is_my_number("621498320258")
    assert not is_my_number("62149832025")
    assert not is_my_number("000000000000")


@pytest.mark.parametrize("number", ["4111111111111111", "5555555555554444", "378282246310005"])
def test_a_card_is_right_by_its_last_digit(number: str) -> None:
    assert is_luhn(number)
    assert not is_luhn(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_one_digit_over_and_over_is_no_card() -> None:
    assert not is_luhn("0000000000000000")


@given(st.text("0123456789", min_size=11, max_size=11))
def test_of_ten_last_digits_at_most_one_makes_a_my_number(start: str) -> None:
    assert sum(is_my_number(start + last) for last in "0123456789") <= 1
