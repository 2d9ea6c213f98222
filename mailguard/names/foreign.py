"""Foreign names in katakana and in Latin letters, brought together by how they sound.

スミス and Smith both are `sms`: only consonants are kept, and those that Japanese does not tell
apart are one. That is coarse; two Latin spellings are never compared this way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mailguard.names.kana import katakana, romaji

SHORTEST = 2
"""Consonants below which a sound says too little."""

_LIPS = re.compile("ウ(?=[ァィェォ])")
_SILENT_KANA = frozenset("ァィゥェォャュョヮーッ・゠アイウエオ")
_SPECIAL_KANA = {"ジ": "j", "ヂ": "j", "ツ": "ts", "ヴ": "b", "ン": "n"}

# In this order; what has two sounds has two spellings.
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"([b-df-hj-np-tv-z])\1", r"\1"),
        (r"sh", "s"),
        (r"tch", "t"),
        (r"chr", "kr"),
        (r"ph|f", "h"),
        (r"\bwh", "h"),
        (r"\bwr", "r"),
        (r"\bkn", "n"),
        (r"\bng", "g"),
        (r"\bw(?=oo)", ""),
        (r"gh", ""),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"q", "k"),
        (r"x", "ks"),
        (r"dg", "j"),
        (r"ds\b", "s"),
        (r"v", "b"),
        (r"z", "s"),
        (r"m(?=[bp])", "n"),
        (r"e\b", ""),
        (r"(?<=[aeiouy])r(?![aeiouy])", ""),
        (r"(?<=.)h(?![aeiouy])", ""),
        (r"(?<=.)[wy]", ""),
        (r"l", "r"),
        (r"[aeiou]", ""),
    )
)
_DOUBTFUL = (("ch", ("tch", "k")), ("th", ("s", "t")), ("ge", ("je", "ge")), ("gi", ("ji", "gi")))


@lru_cache(4096)
def of_kana(text: str) -> str:
    """How a name in kana sounds."""
    sounds = []
    for position, kana in enumerate(_LIPS.sub("ワ", katakana(text))):
        if kana in _SILENT_KANA:
            continue
        sound = _SPECIAL_KANA.get(kana) or romaji(kana)[:1]
        if sound in {"w", "y"} and position:
            continue
        sounds.append("s" if sound == "z" else sound)
    return _before_lips("".join(sounds))


@lru_cache(4096)
def of_latin(text: str) -> frozenset[str]:
    """How a name in Latin letters may sound."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = re.sub(r"[^a-z]", "", decomposed).replace("sch", "s")
    return frozenset(map(_sound, _spellings(letters)))


def alike(kana: str, latin: str) -> bool:
    """Whether both may be one name; a consonant too many or too few is forgiven in long ones."""
    heard = of_kana(kana)
    sounds = of_latin(latin)
    if len(heard) < SHORTEST:
        return False
    return heard in sounds or any(_nearly(heard, sound) for sound in sounds)


def _spellings(letters: str) -> Iterator[str]:
    spellings = [letters]
    for doubtful, meanings in _DOUBTFUL:
        if doubtful in letters:
            spellings = [s.replace(doubtful, meaning) for s in spellings for meaning in meanings]
    yield from spellings


def _sound(letters: str) -> str:
    for pattern, replacement in _RULES:
        letters = pattern.sub(replacement, letters)
    return letters


def _before_lips(sounds: str) -> str:
    return re.sub(r"m(?=[bp])", "n", sounds)


def _nearly(one: str, other: str) -> bool:
    """Whether one is the other with a single consonant left out."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or len(long) != len(short) + 1:
        return False
    return any(long[:cut] + long[cut + 1 :] == short for cut in range(len(long)))
