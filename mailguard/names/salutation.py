"""The salutation of a mail: whom its first lines say that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import msgspec

from mailguard.names import english
from mailguard.names.addressee import Salutation
from mailguard.names.company import has_latin_form
from mailguard.names.folded import fold
from mailguard.names.japanese import Reader

LINES = 8
"""Lines with something in them, in which a salutation is looked for."""

_LONGEST = 200  # characters of a line that are looked at
_SHORT = 50  # characters of a line that is a company's name
_LETTERS = 4000  # characters of the body that are looked at
_CJK = re.compile(r"[ぁ-んァ-ヺ々〆㐀-鿿豈-﫿]|[\U00020000-\U0003ffff]|[ｦ-ﾟ]")


@lru_cache(4)  # several checks ask about the same mail
def salutation_of(body: str) -> Salutation:
    """Whom the first lines of `body` (Text.body) speak to; empty where nobody is named.

    A sender who introduces himself (株式会社アクメの佐藤です) is not spoken to. It ends with the
    first line that is a sentence; greetings (お疲れ様です) may come before it.
    """
    reader = Reader()
    greeted = False
    for number, (start, line) in enumerate(_lines(body)):
        if not _CJK.search(line):
            if len(line) < _SHORT and has_latin_form(line):
                reader.take_company(fold(line, start))
                continue
            found = english.salutation(line, start, bare=number == 0)
            return _both(reader.salutation, found)
        if not reader.take(fold(line, start)):
            if reader.salutation or greeted or not Reader.is_greeting(line):
                break
            greeted = True
    return reader.salutation


def _lines(body: str) -> Iterator[tuple[int, str]]:
    """The first lines that are not empty, each with where it begins."""
    lines = re.finditer(r"[^\r\n]+", body[:_LETTERS])
    written = (match for match in lines if not match[0].isspace())
    for match in islice(written, LINES):
        yield match.start(), match[0][:_LONGEST]


def _both(one: Salutation, other: Salutation) -> Salutation:
    if not other:
        return one
    return msgspec.structs.replace(
        other,
        persons=one.persons + other.persons,
        companies=one.companies,
        departments=one.departments,
        generic=one.generic or other.generic,
    )
