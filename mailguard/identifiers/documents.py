"""Numbers of identity documents, told by their shape and a word beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.i18n import N_
from mailguard.identifiers.nearby import is_near
from mailguard.identifiers.width import narrowed

_DISTANCE = 60


class DocumentNumber(msgspec.Struct, frozen=True):
    """One number, and what it is the number of, as words for people."""

    start: int
    end: int
    kind: str


class _Kind(msgspec.Struct, frozen=True):
    name: str
    shape: re.Pattern[str]
    words: re.Pattern[str]


def _kind(name: str, shape: str, words: str) -> _Kind:
    guarded = rf"(?<![\w-])(?:{shape})(?![\w-])"
    return _Kind(name, re.compile(guarded, re.ASCII), re.compile(words, re.IGNORECASE))


_KINDS = (
    _kind(N_("driving licence"), r"\d{12}", r"運転免許|免許証|driv(?:er'?s?|ing) licen[cs]e"),
    _kind(N_("passport"), r"[A-Z]{2}\d{7}", r"パスポート|旅券|passport"),
    _kind(N_("residence card"), r"[A-Z]{2}\d{8}[A-Z]{2}", r"在留カード|在留番号|residence card"),
    _kind(N_("pension"), r"\d{4}-\d{6}", r"基礎年金|年金番号|年金手帳|pension number"),
    _kind(N_("health insurance"), r"\d{8}", r"保険者番号|被保険者証|健康保険証"),
    _kind(N_("residents' register"), r"\d{11}", r"住民票コード"),
    _kind(N_("social security"), r"\d{3}-\d{2}-\d{4}", r"social security|\bSSN\b"),
)  # fmt: skip


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """Every number of a document that is named near it."""
    text = narrowed(text)
    for kind in _KINDS:
        if not kind.words.search(text):
            continue
        for match in kind.shape.finditer(text):
            if is_near(kind.words, text, match.start(), match.end(), _DISTANCE):
                yield DocumentNumber(match.start(), match.end(), kind.name)
