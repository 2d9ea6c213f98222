"""How many people a text lists: by mail addresses, telephone numbers, birthdays, homes."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from mailguard.i18n import N_
from mailguard.identifiers.nearby import Nearby
from mailguard.identifiers.signs import has_any
from mailguard.identifiers.width import narrowed

_ADDRESS = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[A-Za-z]{2,24}", re.ASCII)
_TELEPHONE = re.compile(  # looks back only behind the few places where one may begin
    r"(?:0(?<![\d-]0)(?:[789]0-?\d{4}-?\d{4}|\d{1,4}-\d{1,4}-\d{4})"
    r"|\+(?<![\d-]\+)81[ -]?\d{1,4}[ -]?\d{1,4}[ -]?\d{4})"
    r"(?![\d-])",
    re.ASCII,
)
_FREE_CALL = re.compile(r"0(?:120|800|570)")
_BIRTHDAY = re.compile(
    r"(?:生年月日|誕生日|date of birth|\bDOB\b)?[\s:,\t]{0,4}"
    r"((?:昭和|平成|[SH])\s?\d{1,2}[年./-]\s?\d{1,2}[月./-]\s?\d{1,2}|(?:19[3-9]|200)\d[年/.-]\d{1,2}[月/.-]\d{1,2})",
)
_BIRTHDAY_WORD = re.compile(r"生年月日|誕生日|date of birth|birthday|\bDOB\b", re.IGNORECASE)
_BIRTHDAY_SIGNS = ("生年月日", "誕生日", "birth", "dob")
_PREFECTURES = ("東京都", "北海道", "京都府", "大阪府", "県")
_HOME = re.compile(
    r"(?:東京都|北海道|(?:京都|大阪)府|[一-龥]{2,3}県)"
    r"(?=[^\s,]{2,36}\d(?:丁目|番地?|[-‐]\d))"  # it has an end: most are none, and looking is quick
    r"[^\s,]{1,12}?[市区町村郡][^\s,]{0,20}?\d{1,4}(?:丁目|番地?|[-‐]\d)"
)
# In its line: what is listed there is a place of business, nobody's home.
_LINE = 120  # characters of a line, to either side
_OFFICE = re.compile(
    r"[本支]社|[本支]店|営業所|事業所|出張所|事務所|工場|センター|店舗|売店|号店|御中|株式会社|有限会社|\(株\)"
    r"|商店|商会|商事|産業|工業|工具|金物|機工|電設|設備|鋼材|鉄工|製作所|病院|医院|クリニック|学校|大学|銀行|組合|協会"
)
# A table of people, whatever they are employed at.
_NAMES = re.compile(r"氏名|担当者|お?名前|フリガナ|生年月日")
_MOBILE = re.compile(r"0[789]0")

MOST = 1000
"""Distinct people that are counted of one kind; more are as bad."""


class Register(msgspec.Struct, frozen=True):
    """The people a text lists."""

    number: int
    kinds: tuple[str, ...]  # what is told of at least half as many, as words for people


def register(text: str, ours: Iterable[str] = ()) -> Register:
    """How many distinct people `text` tells something of; mail addresses at `ours` don't count."""
    text = narrowed(text)
    counts = {
        N_("mail addresses"): _addresses(text, tuple(ours)),
        N_("telephone numbers"): _telephones(text),
        N_("dates of birth"): _birthdays(text),
        N_("home addresses"): _homes(text),
    }
    number = max(counts.values())
    return Register(number, tuple(kind for kind, n in counts.items() if n and n * 2 >= number))


def _addresses(text: str, ours: tuple[str, ...]) -> int:
    if "@" not in text:
        return 0
    found: set[str] = set()
    for match in _ADDRESS.finditer(text):
        address = match[0].casefold()
        domain = address.rpartition("@")[2]
        if address not in ours and not any(domain == o or domain.endswith(f".{o}") for o in ours):
            found.add(address)
        if len(found) >= MOST:
            break
    return len(found)


def _telephones(text: str) -> int:
    found: set[str] = set()
    offices = _Offices(text)
    for match in _TELEPHONE.finditer(text):
        is_business = _FREE_CALL.match(match[0]) or (
            not _MOBILE.match(match[0]) and offices.have(match)
        )
        if not is_business:
            found.add(re.sub(r"\D", "", match[0]))
        if len(found) >= MOST:
            break
    return len(found)


def _birthdays(text: str) -> int:
    """Dates alone are dates; under the word they are birthdays."""
    return (
        _distinct(_BIRTHDAY, text)
        if has_any(text, _BIRTHDAY_SIGNS) and _BIRTHDAY_WORD.search(text)
        else 0
    )


def _homes(text: str) -> int:
    return _distinct(_HOME, text) if has_any(text, _PREFECTURES) else 0


def _distinct(pattern: re.Pattern[str], text: str) -> int:
    found: set[str] = set()
    offices = _Offices(text)
    for match in pattern.finditer(text):
        if not offices.have(match):
            found.add(match[0])
        if len(found) >= MOST:
            break
    return len(found)


class _Offices:
    """Says of one match after the other whether it is told of a place of business."""

    def __init__(self, text: str) -> None:
        self._are_people = bool(_NAMES.search(text))
        self._words = Nearby(_OFFICE, text, _LINE, in_line=True)

    def have(self, match: re.Match[str]) -> bool:
        return not self._are_people and self._words.has(match.start(), match.end())
