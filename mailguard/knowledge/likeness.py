"""Likeness by look-up: texts that are a slip apart share a key, so the like need no search.

Keys are those of symmetric deletion: of the first letters, with up to two of them left out, as
SymSpell does it. Two texts within the distance share one; what shares one is then compared.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

LONG = 10
"""Letters of a text in which two slips are still the same word."""

SHORT = 4
"""Letters of a text in which one slip still is."""

_START = 7  # letters of a local part that keys are made of: it is compared within its domain
_NAME_START = 16  # letters of a domain's name that are: those of all domains lie together
_LOOKS = str.maketrans({"0": "o", "1": "l", "5": "s", "3": "e", "-": ""})


def slips(text: str) -> int:
    """In how many places two texts of this length may differ."""
    return (len(text) >= SHORT) + (len(text) >= LONG)


def slip_keys(key: str) -> set[int]:
    """What an Address.key shares with those of its domain that are a slip apart."""
    local, _at, domain = key.rpartition("@")
    return _keys(local[:_START], slips(local), domain)


def domain_slip_keys(domain: str) -> set[int]:
    """What a domain shares with those whose name is a slip apart, whatever their ending."""
    name = domain.partition(".")[0]
    return _keys(name[:_NAME_START], slips(name), "")


def _keys(start: str, most: int, scope: str) -> set[int]:
    return {
        zlib.crc32(f"{scope}\0{shorter}".encode("utf-8", "replace"))
        for shorter in _shortened(start, most)
    }


def are_alike(one: str, other: str) -> bool:
    """Whether one text comes of the other by as many slips as the shorter one allows."""
    most = min(slips(one), slips(other))
    return one != other and OSA.distance(one, other, score_cutoff=most) <= most


def skeleton(domain: str) -> str:
    """What the eye makes of a domain: rn is m, vv is w, 0 is o; hyphens are overlooked."""
    text = unicodedata.normalize("NFKC", domain).casefold()
    if not text.isascii() or "xn--" in text:
        text = _in_latin(text)
    return text.translate(_LOOKS).replace("rn", "m").replace("vv", "w")


def _shortened(start: str, most: int) -> Iterator[str]:
    for count in range(most + 1):
        for left_out in combinations(range(len(start)), min(count, len(start))):
            yield "".join(letter for i, letter in enumerate(start) if i not in left_out)


def _in_latin(text: str) -> str:
    import idna  # noqa: PLC0415  hardly any domain needs it
    from confusable_homoglyphs import confusables  # noqa: PLC0415  likewise

    try:
        text = idna.decode(text) if "xn--" in text else text
    except idna.IDNAError:
        return text

    def latin(letter: str) -> str:
        found = confusables.is_confusable(letter, greedy=True, preferred_aliases=["latin"])
        twins = (twin["c"] for one in found or () for twin in one["homoglyphs"])
        return next((twin for twin in twins if len(twin) == 1 and twin.isascii()), letter)

    return "".join(letter if letter.isascii() else latin(letter) for letter in text)
