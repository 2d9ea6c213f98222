"""Check digits: of a My Number, of a corporate number, of a payment card."""

from __future__ import annotations

_MY_NUMBER = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_my_number(digits: str) -> bool:
    """Whether 12 digits can be an individual number (総務省令第85号 第5条)."""
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    rest = sum(int(d) * weight for d, weight in zip(digits, _MY_NUMBER, strict=False)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_corporate_number(digits: str) -> bool:
    """Whether 13 digits can be a corporate number (財務省令第70号 第2条); it is no secret."""
    if len(digits) != 13 or digits[0] == "0":
        return False
    weighted = sum(int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits[1:])))
    return int(digits[0]) == 9 - weighted % 9


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1 annex B)."""
    total = 0
    for n, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + n % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1
