"""A company's name without its form: 株式会社アクメ and （株）アクメ are アクメ."""

from __future__ import annotations

import re
from functools import lru_cache

from mailguard.names import foreign
from mailguard.names.kana import romaji
from mailguard.names.kanji import plain
from mailguard.names.readings import surnames
from mailguard.names.romaji import fold
from mailguard.names.words import COMPANY_FORMS

JAPANESE_FORM = "(?:" + "|".join(re.escape(form.casefold()) for form in COMPANY_FORMS) + ")"
"""A pattern for 株式会社, （株） and their like in plain lower case."""

_FORMS = re.compile(JAPANESE_FORM)
_ADDRESSED = re.compile(r"(?:御中|様|さま|殿|各位)\Z")
_LATIN_FORMS = re.compile(
    r"(?<![a-z0-9])(?:co\.?\s*,?\s*ltd|k\.?\s*k|g\.?\s*k|inc|incorporated|corp|corporation|company"
    r"|kabushiki kaisha|l\.?l\.?[cp]|p\.?l\.?c|pt[ey]|ltd|limited|gmbh|ag|s\.?a\.?s?|s\.?r\.?l"
    r"|s\.?p\.?a|b\.?v|n\.?v|oy|ab|a/s|aps|co)"
    r"(?![a-z0-9])\.?"
)
_NOISE = re.compile(r"[\s・.,'’&＆\-‐－()\[\]「」『』]+|\Athe\s")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]{2,}")
_LABEL = re.compile(r"[a-z]{2,}")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")
_JAPANESE_SHORTEST, _LATIN_SHORTEST = 2, 3  # letters of a name


def has_latin_form(name: str) -> bool:
    """Whether Inc., Co., Ltd. or its like stands in it."""
    return bool(_LATIN_FORMS.search(name.casefold()))


@lru_cache(4096)
def key(name: str) -> str:
    """What all ways to write a company's name share; empty: there is no name in it.

    The knowledge file holds such keys: who changes them gives its schema a new version.
    """
    folded = _ADDRESSED.sub("", plain(name).casefold().strip())
    found = _NOISE.sub("", _LATIN_FORMS.sub(" ", _FORMS.sub(" ", folded)))
    shortest = _JAPANESE_SHORTEST if _EAST_ASIAN.search(found) else _LATIN_SHORTEST
    return found if len(found) >= shortest else ""


def sounds_like(name: str, domain: str) -> bool:
    """Whether a domain may be the company's: アクメ and acme-group.example, 田中商事 and tanaka.jp.

    Only the domain's first label is looked at; a name in kanji must begin with a known surname.
    """
    label = domain.rpartition("@")[2].partition(".")[0].casefold()
    bare = key(name)
    pieces = [label, *_LABEL.findall(label)]
    return any(_sounds(bare, piece) for piece in pieces)


def _sounds(bare: str, piece: str) -> bool:
    if len(piece) < 3 or not bare:
        return False
    if bare.isascii():
        return _within(fold(bare), fold(piece))
    kana = _KANA.match(bare)
    if kana:
        return _within(fold(romaji(kana[0])), fold(piece)) or foreign.alike(kana[0], piece)
    names = (bare[:length] for length in range(2, len(bare) + 1))
    readings = {reading for name in names for reading in surnames().of(name)}
    return any(_within(reading, fold(piece)) for reading in readings)


def _within(one: str, other: str) -> bool:
    """Whether the shorter, of three letters at least, begins the longer."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short)
