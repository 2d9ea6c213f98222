"""The words of a Japanese salutation line, and what each of them is by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from mailguard.names.kana import is_kana, is_katakana
from mailguard.names.kanji import is_kanji, plain
from mailguard.names.person import is_name, titled
from mailguard.names.readings import given_names, surnames
from mailguard.names.words import (
    has_company_form,
    is_company_like,
    is_department,
    is_generic,
    is_title,
    without_form,
)

_HONORIFIC = re.compile(
    r"(?P<stem>.*?)(?P<honorific>様方|様|さま|サマ|さん|サン|殿|先生方|先生|くん|君|ちゃん|御中|各位)"
    r"(?:へ|宛|宛て|行)?[!。]?\Z"
)
_WORD = re.compile(
    r"(?:\([株有同資名社財医学福]\)|(?<=[ァ-ヺー])・(?=[ァ-ヺー])|[^\s、,・/;:()<>\[\]「」【】&+])+"
)
_PROSE = re.compile(r"[。!?！？]|[ぁ-ん]{2,}|.{26,}")
_SENTENCE_END = re.compile(r"[。!?！？]")
_OWN = re.compile(r"(?:弊社|当社|社内|自社|小社|弊部)の?")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that end like an honorific and address nobody.
_NOBODY = _words(
    """
お疲れ お疲 おつかれ お世話 おせわ ご苦労 御苦労 お互い おたがい 奥 旦那 仕 模 多 同 一 神 仏 何
有 左 お陰 おかげ ご愁傷 御愁傷 ご馳走 ご馳走さま お待ち遠 お待ちどお 貴 諸 異 各 たく 沢 お母
お父 お姉 お兄 お子 ごちそう 若 宮 御 主 み 世間 人
"""
)
_EVERYBODY = _words("各位 皆 全員 all 先生 先生方 諸君")
_COPIES = _words("cc bcc 写 同報 c.c.")


class Sort(StrEnum):
    """What a word of a salutation line is."""

    PERSON = "person"  # a name with an honorific
    HONORIFIC = "honorific"  # one alone, behind its name
    COMPANY = "company"
    DEPARTMENT = "department"
    TITLE = "title"
    GENERIC = "generic"
    COPY = "copy"  # CC:
    OWN = "own"  # 弊社
    WORD = "word"  # perhaps a name, perhaps a company
    PROSE = "prose"


class Token(msgspec.Struct, frozen=True):
    """One word of a line."""

    sort: Sort
    text: str  # without honorific
    honorific: str
    start: int  # in the folded line, with the honorific
    end: int
    listed: bool  # a comma or its like stands before it, not a mere space

    @property
    def is_surname(self) -> bool:
        return bool(surnames().of(plain(self.text)))

    @property
    def addresses(self) -> bool:
        """Whether it makes the line a salutation."""
        return bool(self.honorific) or self.sort is Sort.GENERIC


def tokens(line: str) -> Iterator[Token]:
    """The words of a folded line; one that holds several (営業部佐藤様) gives several."""
    before = 0
    for match in _WORD.finditer(line):
        gap = line[before : match.start()]
        listed = not before or bool(gap.strip(" \t　()"))
        before = match.end()
        yield from _tokens(match[0], match.start(), listed=listed)


def _tokens(word: str, start: int, *, listed: bool) -> Iterator[Token]:
    """One word: its front parts (弊社, 営業部), then what is left."""
    own = _OWN.match(word)
    cut = own.end() if own else 0
    if own:
        yield Token(Sort.OWN, own[0], "", start, start + cut, listed)
    if not word[cut:]:
        return
    stem, honorific = _split(word[cut:])
    front = _front(stem) if honorific else 0
    if front:
        text = stem[:front]
        yield Token(_plain_sort(text), text, "", start + cut, start + cut + front, listed)
        stem, cut, listed = stem[front:], cut + front, False
    sort = _addressed_sort(stem, honorific) if honorific else _plain_sort(stem)
    yield Token(sort, stem, honorific, start + cut, start + len(word), listed)


def _split(word: str) -> tuple[str, str]:
    """A word and its honorific; a title behind a name is one: 佐藤様, 佐藤部長."""
    if match := _HONORIFIC.match(word):
        stem, title = titled(match["stem"])
        if title and _is_person(stem):
            return stem, title + match["honorific"]
        return match["stem"], match["honorific"]
    stem, title = titled(word)
    return (stem, title) if title and _is_person(stem) else (word, "")


def _is_person(stem: str) -> bool:
    return bool(surnames().of(plain(stem))) or (is_katakana(stem) and is_name(stem))


def _front(stem: str) -> int:
    """Where a name begins behind a company, a department or a title in one word; 0: nowhere."""
    if surnames().of(plain(stem)):
        return 0
    for cut in range(1, len(stem)):
        if _is_front(stem[:cut]) and _is_whole_name(plain(stem[cut:])):
            return cut
    return 0


def _is_front(front: str) -> bool:
    bare = without_form(front)
    if bare != front:  # 株式会社大 before 山本 is no front: the company is 大山本
        known = front.startswith(bare) or is_company_like(bare) or not is_kanji(bare[-1:])
        return bool(bare) and known
    katakana = len(front) > 2 and is_katakana(front)
    return katakana or is_title(front) or is_department(front) or bool(titled(front)[1])


def _is_whole_name(name: str) -> bool:
    table = surnames()
    if table.of(name):
        return True
    cuts = range(1, len(name))
    return any(table.of(name[:cut]) and given_names().of(name[cut:]) for cut in cuts)


def _addressed_sort(stem: str, honorific: str) -> Sort:
    if not stem:
        return Sort.GENERIC if honorific in _EVERYBODY else Sort.HONORIFIC
    if stem in _NOBODY or re.search("[。!?]", stem):
        return Sort.PROSE
    if honorific == "御中":
        return Sort.DEPARTMENT if is_department(stem) else Sort.COMPANY
    if honorific in _EVERYBODY - {"先生"} or is_generic(stem) or is_title(stem):
        return Sort.GENERIC
    known = _known_sort(stem)
    if known is Sort.WORD and len(stem) > 15:
        return Sort.PROSE
    return Sort.PERSON if known is Sort.WORD else known


def _plain_sort(word: str) -> Sort:
    lowered = word.casefold()
    if lowered in _COPIES:
        return Sort.COPY
    if lowered in _EVERYBODY:
        return Sort.GENERIC
    if _SENTENCE_END.search(word):
        return Sort.PROSE
    known = Sort.TITLE if _is_office(word) else _known_sort(word)
    if known is Sort.WORD and _PROSE.search(word) and not (is_kana(word) and len(word) < 5):
        return Sort.PROSE
    return known


def _is_office(word: str) -> bool:
    """部長, ご担当, 営業部長."""
    stem, title = titled(word)
    return is_title(word) or is_generic(word) or bool(title and not _is_person(stem))


def _known_sort(word: str) -> Sort:
    if surnames().of(plain(word)):
        return Sort.WORD
    if has_company_form(word):
        return Sort.COMPANY
    if is_department(word):
        return Sort.DEPARTMENT
    return Sort.COMPANY if is_company_like(word) else Sort.WORD
