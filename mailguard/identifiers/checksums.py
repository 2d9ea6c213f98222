"""Check digits: of a My Number, of a payment card."""

from __future__ import annotations

from operator import mul

# The loops are those of the library: a table of a hundred thousand numbers may come by.
_DOUBLED = str.maketrans("0123456789", "0246813579")  # and the digits of that added up
_MY_NUMBER = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_my_number(digits: str) -> bool:
    """Whether 12 digits can be an individual number (総務省令第85号 第5条)."""
    if len(digits) != 12 or len(set(digits)) == 1:
        return False
    rest = sum(map(mul, map(int, digits), _MY_NUMBER)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1 annex B)."""
    others = digits[-2::-2].translate(_DOUBLED)
    return sum(map(int, digits[::-2] + others)) % 10 == 0 and len(set(digits)) > 1
