"""Reads the lines of a Japanese salutation: 株式会社アクメ 営業部 佐藤様 (CC: 弊社 高橋)."""

from __future__ import annotations

import re

from mailguard.names.addressee import Addressee, Company, Salutation
from mailguard.names.folded import Folded
from mailguard.names.kana import is_kana
from mailguard.names.kanji import plain
from mailguard.names.readings import given_names
from mailguard.names.tokens import Sort, Token, tokens

_MOST_WORDS = 8  # before the name: company, department, section, title …

# What may stand before the names.
_LEAD = re.compile(
    r"\s*(?:【[^】]{0,20}】|\[[^\]]{0,20}\]|[※>*・●■◆]+|(?:to|宛先|宛名|宛|送信先)\s*:|dear\s|hi\s|hello\s)?\s*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"[\s※*(]*(?:お疲れ|おつかれ|お世話|いつも|平素|おはよう|こんにちは|こんばんは|はじめまして|初めまして|拝啓|前略"
    r"|再送|先ほど|本メール|このメール|.{0,12}です。?\Z)"
)


class Reader:
    """Takes line after line, until one is none of a salutation."""

    def __init__(self) -> None:
        self._persons: list[Addressee] = []
        self._companies: list[Company] = []
        self._departments: list[str] = []
        self._generic = False
        self._end = 0
        self._pending: list[tuple[Token, tuple[int, int]]] = []  # not known yet for what
        self._cc = False
        self._own = False

    @property
    def salutation(self) -> Salutation:
        """What was read so far."""
        return Salutation(
            tuple(self._persons),
            tuple(self._companies),
            tuple(self._departments),
            self._generic,
            self._end,
        )

    def take(self, line: Folded) -> bool:
        """Reads `line`; false: it is prose, in whole or from some word on."""
        lead = _LEAD.match(line.text)
        skip = lead.end() if lead else 0
        if line.text.rstrip().endswith(":"):
            return False
        self._cc = self._own = False
        for token in tokens(line.text[skip:]):
            place = line.origin(token.start + skip, token.end + skip)
            if token.sort is Sort.PROSE or len(self._pending) > _MOST_WORDS:
                self._pending.clear()
                return False
            self._read(token, place)
        self._colleagues()
        return True

    def take_company(self, line: Folded) -> None:
        """A line that is a company's name in Latin letters."""
        text = line.text.strip()
        token = Token(Sort.COMPANY, text, "", 0, len(text), listed=True)
        self._pending.append((token, (line.starts[0], line.ends[-1])))

    @staticmethod
    def is_greeting(text: str) -> bool:
        """Whether a line greets, and the salutation may still come."""
        return bool(_GREETING.match(text))

    def _read(self, token: Token, place: tuple[int, int]) -> None:
        if token.sort is Sort.COPY:
            self._cc = True
        elif token.sort is Sort.OWN:
            self._own = True
        elif token.addresses:
            self._address(token, place)
            self._confirm()
            self._end = max(self._end, place[1])
        elif self._own and token.sort is Sort.WORD:
            self._add(token.text, "", place)
        else:
            self._pending.append((token, place))

    def _address(self, token: Token, place: tuple[int, int]) -> None:
        """A word with an honorific."""
        if token.sort is Sort.PERSON:
            name, begin = self._full_name(token, place[0])
            self._add(name, token.honorific, (begin, place[1]))
        elif token.sort is Sort.HONORIFIC:
            self._behind(token, place)
        elif token.sort is Sort.COMPANY:
            self._companies.append(Company(token.text, *place))
        elif token.sort is Sort.DEPARTMENT:
            self._departments.append(token.text)
            self._generic = True
        else:
            self._everybody(token, place)

    def _everybody(self, token: Token, place: tuple[int, int]) -> None:
        """各位, 皆様 speak to nobody in particular; 佐藤 部長様 does."""
        last = self._pending[-1][0] if self._pending else None
        if last and last.sort is Sort.WORD and last.is_surname and not token.listed:
            _token, (begin, _end) = self._pending.pop()
            self._add(last.text, token.text + token.honorific, (begin, place[1]))
        else:
            self._generic = True

    def _behind(self, token: Token, place: tuple[int, int]) -> None:
        """An honorific that stands alone, behind what it belongs to: 佐藤 太郎 様."""
        if not self._pending:
            return
        last, (begin, end) = self._pending.pop()
        if last.sort is Sort.TITLE and self._pending and self._pending[-1][0].is_surname:
            last, (begin, end) = self._pending.pop()
        if last.sort is Sort.COMPANY or token.honorific in {"御中", "各位"}:
            self._pending.append((last, (begin, end)))
            self._generic = token.honorific == "各位" or self._generic
        elif last.sort in {Sort.DEPARTMENT, Sort.TITLE}:
            self._generic = True
        else:
            name, begin = self._full_name(last, begin)
            self._add(name, token.honorific, (begin, place[1]))

    def _full_name(self, token: Token, begin: int) -> tuple[str, int]:
        """The family name before a given name is part of it."""
        if not self._pending or token.listed:
            return token.text, begin
        before, (start, _end) = self._pending[-1]
        if before.sort is not Sort.WORD or not _goes_on(before, token):
            return token.text, begin
        self._pending.pop()
        return f"{before.text} {token.text}", start

    def _confirm(self) -> None:
        """What stood before the name: companies, departments, and names without honorific."""
        for token, place in self._pending:
            if token.sort is Sort.DEPARTMENT:
                self._departments.append(token.text)
            elif token.sort is Sort.COMPANY or (token.sort is Sort.WORD and not token.is_surname):
                sure = token.sort is Sort.COMPANY
                self._companies.append(Company(token.text, *place, sure))
            elif token.sort is Sort.WORD and token.listed and self._persons:
                self._persons.append(Addressee(token.text, "", *place, self._own, self._cc))
        self._pending.clear()

    def _colleagues(self) -> None:
        """In a list of copies, names without honorific are of the sender's own people."""
        if not self._cc:
            return
        for token, place in self._pending:
            if token.sort is Sort.WORD and token.is_surname:
                self._persons.append(Addressee(token.text, "", *place, own=True, cc=True))
                self._end = max(self._end, place[1])
        self._pending.clear()

    def _add(self, name: str, honorific: str, place: tuple[int, int]) -> None:
        self._persons.append(Addressee(name, honorific, *place, self._own, self._cc))


def _goes_on(before: Token, token: Token) -> bool:
    """Whether `token` is a given name to the family name `before`, or both are foreign."""
    if before.is_surname:
        return bool(given_names().of(plain(token.text))) or (
            is_kana(token.text) or not token.is_surname
        )
    return before.text.isascii() and token.text.isascii()
