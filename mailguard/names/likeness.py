"""Whether two names, in any scripts, are one person's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.names import foreign, nicknames
from mailguard.names.person import Kind, Script, Word, is_japanese, words
from mailguard.names.readings import common_readings, given_names
from mailguard.names.words import is_role

_SHORTENED = 3  # letters that a short form has at least: Jon, Jonathan


def alike(one: str, other: str) -> bool | None:
    """Whether `one` may name whom `other` names; None: they cannot be compared.

    Names are alike where one family or given name is, unless the rest contradicts (佐藤太郎 and
    佐藤花子). 佐藤 and 花子 cannot be compared, nor can kanji without a known reading and romaji.
    """
    first, second = words(one), words(other)
    if any(_same(x, y) for x in first for y in second):
        return not _contradicted(first, second)
    if any(word.script is Script.LATIN and is_role(word.text) for word in second):
        return None  # a list: RPM-List
    return False if any(_excludes(x, second) for x in first) else None


def _same(one: Word, other: Word) -> bool:
    if Script.KANJI is one.script is other.script:
        return one.text == other.text
    if Script.LATIN is one.script is other.script:
        return bool(one.readings & other.readings) or _is_short_form(one.text, other.text)
    if one.readings & other.readings - {""}:
        return True
    if {one.script, other.script} == {Script.KANA, Script.LATIN}:
        kana, latin = (one, other) if one.script is Script.KANA else (other, one)
        return not is_japanese(latin.readings) and foreign.alike(kana.text, latin.text)
    return False


def _is_short_form(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= _SHORTENED
        and long.startswith(short)
        and nicknames.is_given(short)
        and not is_japanese(frozenset({long}))
    )


def _contradicted(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether each has a personal name left that no name of the other is."""
    left = [x for x in first if not any(_same(x, y) for y in second)]
    right = [y for y in second if not any(_same(x, y) for x in first)]
    return any(_differ(x, y) for x in left for y in right)


def _differ(one: Word, other: Word) -> bool:
    """Whether both are given names, or both family names, and can be compared."""
    if 1 in {len(one.text), len(other.text)} and Script.LATIN in {one.script, other.script}:
        return False  # an initial
    if not (one.readings and other.readings) and one.script is not other.script:
        return False
    return (_is_given(one) and _is_given(other)) or (_is_family(one) and _is_family(other))


def _excludes(word: Word, others: Sequence[Word]) -> bool:
    """Whether `others` have a name of the same kind as `word`, hence another one."""
    if not word.readings and any(other.script is not Script.KANJI for other in others):
        return False
    if any(_is_foreign_given(x) and _is_kanji_family(y) for x, y in _pairs(word, others)):
        return True
    if word.kind is Kind.GIVEN:
        return any(_is_given(other) for other in others)
    several = len(others) > 1
    return any(_is_family(other) or (several and _is_other_word(other)) for other in others)


def _is_other_word(word: Word) -> bool:
    """Whether a word of a whole name that no table has may be a family name."""
    return word.script is not Script.KANJI and len(word.text) > 1 and not _is_given(word)


def _pairs(word: Word, others: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """`word` with each of the others, both ways round."""
    for other in others:
        yield from ((word, other), (other, word))


def _is_kanji_family(word: Word) -> bool:
    return word.script is Script.KANJI and word.kind is Kind.FAMILY


def _is_foreign_given(word: Word) -> bool:
    """John, who is hardly a 佐藤."""
    return (
        word.kind is Kind.GIVEN and word.script is Script.LATIN and not is_japanese(word.readings)
    )


def _is_given(word: Word) -> bool:
    if word.kind is not Kind.UNKNOWN:
        return word.kind is Kind.GIVEN
    return bool(word.readings & given_names().readings) and not _is_family(word)


def _is_family(word: Word) -> bool:
    if word.kind is not Kind.UNKNOWN:
        return word.kind is Kind.FAMILY
    return bool(word.readings & common_readings())
