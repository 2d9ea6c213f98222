"""A person's name, in any script: its words, and the keys under which the person is found."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

import msgspec

from mailguard.names import foreign, nicknames
from mailguard.names.kana import is_kana, romaji
from mailguard.names.kanji import is_kanji, plain
from mailguard.names.readings import common_readings, given_names, surnames
from mailguard.names.romaji import fold
from mailguard.names.words import (
    TITLES,
    is_company_like,
    is_department,
    is_generic,
    is_role,
    is_title,
    without_honorific,
)

LONGEST = 60
"""Characters of a name that are looked at."""

_WORDS = re.compile(r"[^\s,;:/|・、。()<>\[\]「」【】\"“”]+")
_LATIN = re.compile(r"[^\W\d_]['’.\-]?(?:[^\W\d_]|['’.\-](?=[^\W\d_]))*\.?\Z")
_LONGEST_GIVEN = 3


class Script(StrEnum):
    """What a word is written in."""

    KANJI = "kanji"
    KANA = "kana"
    LATIN = "latin"


class Kind(StrEnum):
    """What a word is, as far as the tables say."""

    FAMILY = "family"
    GIVEN = "given"
    UNKNOWN = "unknown"


class Word(msgspec.Struct, frozen=True):
    """One word of a name."""

    text: str  # plain, lower case
    script: Script
    kind: Kind
    readings: frozenset[str]  # folded romaji; of Latin letters the word itself, and long forms

    @property
    def keys(self) -> frozenset[str]:
        """What it shares with other ways to write it."""
        written = {self.text} if self.script is Script.KANJI else set()
        return (self.readings | self._sounds | written) - {""}

    @property
    def _sounds(self) -> frozenset[str]:
        """How a foreign name sounds, marked as such."""
        if self.script is Script.KANJI or self.readings & common_readings():
            return frozenset()
        latin = self.script is Script.LATIN
        sounds = foreign.of_latin(self.text) if latin else {foreign.of_kana(self.text)}
        return frozenset(f"~{sound}" for sound in sounds if len(sound) >= foreign.SHORTEST)


@lru_cache(4096)
def keys(name: str) -> frozenset[str]:
    """Under which a person with this name is found: two ways to write a name share a key.

    Family and given name, all their readings: 大谷 → 大谷, otani, oya …; Bob → bob, robert.
    Companies, departments, titles and honorifics give none. Different names may share a key
    too (佐藤, 左藤); `likeness.alike` tells those apart.
    """
    return frozenset(key for word in words(name) for key in word.keys)


@lru_cache(4096)
def words(name: str) -> tuple[Word, ...]:
    """The words of a display name or a salutation that may name a person, as they stand."""
    text = without_honorific(plain(name[:LONGEST]))
    found = (titled(match[0])[0] for match in _WORDS.finditer(text))
    return tuple(part for word in found if is_name(word) for part in _parts(word))


def is_name(word: str) -> bool:
    """Whether a word may be (a part of) a person's name; 服部 is one, 営業部 is none."""
    if is_title(word) or is_generic(word):
        return False
    if surnames().of(word):
        return True
    return not (is_company_like(word) or is_department(word) or is_role(word))


def titled(word: str) -> tuple[str, str]:
    """A word and the title at its end: 山本部長 → 山本, 部長 (not 本部長). A title alone stays."""
    ends = [title for title in TITLES if word.endswith(title) and word != title]
    stems = sorted((word.removesuffix(title) for title in ends), key=len)
    named = [stem for stem in stems if surnames().of(plain(stem))]
    stem = next(iter([*reversed(named), *stems]), word)
    return stem, word.removeprefix(stem)


def is_japanese(readings: frozenset[str]) -> bool:
    """Whether one of them is how some Japanese name is read."""
    return bool(readings & surnames().readings or readings & given_names().readings)


def _parts(word: str) -> tuple[Word, ...]:
    if is_kana(word):
        return (_kana(word),)
    if is_kanji(word[:1]):
        return _kanji(word)
    return _latin(word) if _LATIN.match(word) else ()


def _kana(word: str) -> Word:
    return Word(word, Script.KANA, Kind.UNKNOWN, frozenset({fold(romaji(word))}))


def _latin(word: str) -> tuple[Word, ...]:
    """One word; of a double name the whole and its halves."""
    pieces = [piece for piece in re.split(r"[^\w]+", word.casefold()) if piece]
    spellings = ["".join(pieces), *(pieces if len(pieces) > 1 else ())]
    return tuple(map(_latin_word, spellings))


def _latin_word(text: str) -> Word:
    readings = frozenset({fold(text), *map(fold, nicknames.canonical(text))})
    kind = Kind.GIVEN if nicknames.is_given(text) else Kind.UNKNOWN
    return Word(text, Script.LATIN, kind, readings)


def _kanji(word: str) -> tuple[Word, ...]:
    """A word that begins with kanji: a family name, a given name, or both in one."""
    if surnames().of(word):
        return (_known(word, Kind.FAMILY),)
    if given_names().of(word):
        return (_known(word, Kind.GIVEN),)
    if cut := _family_end(word):
        return (_known(word[:cut], Kind.FAMILY), *_rest(word[cut:]))
    return (_known(word, Kind.UNKNOWN),) if is_kanji(word) else ()


def _family_end(word: str) -> int:
    """Where the family name ends: the longest one that leaves a known given name, else any."""
    cuts = [cut for cut in range(len(word) - 1, 0, -1) if surnames().of(word[:cut])]
    cuts = [cut for cut in cuts if len(word) - cut <= _LONGEST_GIVEN or is_kana(word[cut:])]
    good = [cut for cut in cuts if given_names().of(word[cut:]) or is_kana(word[cut:])]
    return next(iter([*good, *cuts]), 0)


def _rest(given: str) -> tuple[Word, ...]:
    if is_kana(given):
        return (msgspec.structs.replace(_kana(given), kind=Kind.GIVEN),)
    return (_known(given, Kind.GIVEN),)


def _known(word: str, kind: Kind) -> Word:
    table = surnames() if kind is Kind.FAMILY else given_names()
    readings = set(table.of(word))
    if kind is Kind.FAMILY:
        readings.update(given_names().of(word))  # 薫, 泉: alone it may be either
    return Word(word, Script.KANJI, kind, frozenset(readings))


def family_name(name: str) -> str:
    """The family name in a display name, as far as it can be told; "" else."""
    found = words(name)
    families = [word for word in found if word.kind is Kind.FAMILY]
    if families:
        return families[0].text
    common = [word for word in found if word.readings & common_readings()]
    if common:
        return common[0].text
    foreign_names = [w for w in found if w.kind is Kind.UNKNOWN and len(w.text) > 1]
    return foreign_names[-1].text if len(found) > 1 and foreign_names else ""


def is_well_known(name: str) -> bool:
    """Whether one of the tables has it; what none has may be no name at all."""
    found = words(name)
    return any(word.kind is not Kind.UNKNOWN or word.readings & common_readings() for word in found)
