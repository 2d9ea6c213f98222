"""A password that nobody can guess and everybody can read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator

ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"
"""No letters that look like another (i, l, o, 0, 1), and no vowels: they would make words."""

GROUPS = 3
GROUP_LETTERS = 5  # 15 letters of 28: 72 bits

_FAIR = 256 - 256 % len(ALPHABET)  # octets from here on would favour some letters


def password(entropy: Callable[[int], bytes]) -> str:
    """A new one, such as `kx7mp-93hqd-hwt4r`; the hyphens are part of it.

    `entropy` gives so many octets of chance.
    """
    letters = _letters(entropy)
    return "-".join("".join(next(letters) for _ in range(GROUP_LETTERS)) for _ in range(GROUPS))


def _letters(entropy: Callable[[int], bytes]) -> Iterator[str]:
    while True:
        yield from (ALPHABET[octet % len(ALPHABET)] for octet in entropy(32) if octet < _FAIR)
