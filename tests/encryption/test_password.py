"""Passwords: nobody can guess them, everybody can read them aloud."""

from __future__ import annotations

import math
import re
import secrets
from collections import Counter

from mailguard.encryption.password import ALPHABET, GROUP_LETTERS, GROUPS, password


def test_it_has_more_than_sixty_bits() -> None:
    assert GROUPS * GROUP_LETTERS * math.log2(len(ALPHABET)) > 60


def test_it_is_groups_of_letters_that_look_like_no_other() -> None:
    assert re.fullmatch(
        r"(?:[^\W_aeiou01l]{5}-){2}[^\W_aeiou01l]{5}", password(secrets.token_bytes)
    )


def test_all_letters_are_as_likely() -> None:
    counts = Counter("".join(password(secrets.token_bytes) for _ in range(4000)))
    del counts["-"]
    mean = 4000 * 15 / len(ALPHABET)
    assert set(counts) == set(ALPHABET)
    assert all(abs(count - mean) < mean * 0.15 for count in counts.values())


def test_it_comes_from_the_entropy_alone() -> None:
    assert password(lambda count: bytes(range(count))) == password(
        lambda count: bytes(range(count))
    )
    assert password(lambda count: bytes([255, 3] * count)) == "-".join(["fffff"] * 3)
