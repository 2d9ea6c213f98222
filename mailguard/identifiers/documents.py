"""Numbers of identity documents, told by their shape and a word beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.i18n import N_
from mailguard.identifiers.nearby import Nearby
from mailguard.identifiers.signs import has_any
from mailguard.identifiers.width import narrowed

_DISTANCE = 60


class DocumentNumber(msgspec.Struct, frozen=True):
    """One number, and what it is the number of, as words for people."""

    start: int
    end: int
    kind: str


class _Kind(msgspec.Struct, frozen=True):
    name: str
    signs: tuple[str, ...]  # without one of them there is none
    shape: re.Pattern[str]
    words: re.Pattern[str]


def _kind(name: str, signs: str, shape: str, words: str) -> _Kind:
    guarded = rf"(?<![\w-])(?:{shape})(?![\w-])"
    pattern = re.compile(words, re.IGNORECASE)
    return _Kind(name, tuple(signs.split("|")), re.compile(guarded, re.ASCII), pattern)


_KINDS = (
    _kind(
        N_("driving licence"),
        "免許|licen",
        r"\d{12}",
        r"運転免許|免許証|driv(?:er'?s?|ing) licen[cs]e",
    ),
    _kind(
        N_("passport"),
        "パスポート|旅券|passport",
        r"[A-Z]{2}\d{7}",
        r"パスポート|旅券|passport",
    ),
    _kind(
        N_("residence card"),
        "在留|residence card",
        r"[A-Z]{2}\d{8}[A-Z]{2}",
        r"在留カード|在留番号|residence card",
    ),
    _kind(
        N_("pension"),
        "年金|pension number",
        r"\d{4}-\d{6}",
        r"基礎年金|年金番号|年金手帳|pension number",
    ),
    _kind(
        N_("health insurance"),
        "保険",
        r"\d{8}",
        r"保険者番号|被保険者証|健康保険証",
    ),
    _kind(
        N_("residents' register"),
        "住民票コード",
        r"\d{11}",
        r"住民票コード",
    ),
    _kind(
        N_("social security"),
        "social security|ssn",
        r"\d{3}-\d{2}-\d{4}",
        r"social security|\bSSN\b",
    ),
)


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """Every number of a document that is named near it."""
    text = narrowed(text)
    for kind in _KINDS:
        if not has_any(text, kind.signs):
            continue
        words = Nearby(kind.words, text, _DISTANCE)
        for match in kind.shape.finditer(text):
            if words.has(match.start(), match.end()):
                yield DocumentNumber(match.start(), match.end(), kind.name)
