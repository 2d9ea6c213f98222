"""Names of companies, found by their legal forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mailguard.names.company import JAPANESE_FORM, key

NAME_LIMIT = 60
"""Characters of a company's name."""

_LATIN_FORMS = (
    r"(?:co\.?,? ?,?ltd\.?|inc\.?|incorporated|corp\.?|corporation|company|ltd\.?|limited"
    r"|l\.?l\.?[cp]\.?|p\.?l\.?c\.?|gmbh|k\.?k\.?|kabushiki kaisha|pt[ey]\.? ltd\.?|s\.a\.|b\.v\.)"
)
_LETTER = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々〆a-z0-9&ー・.'+-]"
_BEFORE = re.compile(rf"{JAPANESE_FORM}\s?({_LETTER}{{1,30}})")
_BEHIND = re.compile(rf"(?<!{_LETTER})({_LETTER}{{1,30}}?)\s?{JAPANESE_FORM}")
_LATIN = re.compile(rf"((?:[a-z0-9][a-z0-9&.'+-]*,? ){{1,5}}?){_LATIN_FORMS}(?![a-z0-9])")
_FORMS = re.compile(rf"{JAPANESE_FORM}|(?:(?<=[a-z0-9.'] )|(?<=, )){_LATIN_FORMS}(?![a-z0-9])[,.]?")
_DEPARTMENT = re.compile(
    r"(?:第?[一二三1-9])?(?:営業|総務|人事|経理|財務|開発|技術|製造|品質|購買|法務|広報|企画|経営|情報|生産|研究|業務|管理|販売"
    r"|システム|事業|カスタマー)[^\s]{0,12}\Z|(?:東京|大阪|名古屋|福岡|札幌|仙台|広島|横浜|京都|神戸)(?:本社|支社|支店|営業所)\Z"
    r"|(?:代表取締役|取締役|代表|部長|課長|社長).*\Z"
)
_CALLED = re.compile(r"様|御中|殿|各位|さん|担当")


def core(name: str) -> str:
    """The name without its legal form (株式会社, Ltd.), in plain lower case."""
    return _FORMS.sub(" ", _plain(name)).strip(" ,.・")


def companies_in(line: str) -> Iterator[str]:
    """Names with a legal form in a line of a signature, a salutation or a display name."""
    text = _plain(line[:300])
    if not _FORMS.search(text):
        return
    for pattern in (_BEFORE, _BEHIND, _LATIN):
        for match in pattern.finditer(text):
            name = _DEPARTMENT.sub("", match[1]).strip(" ,.・-")
            if name and not _CALLED.search(name) and key(name):
                yield name[:NAME_LIMIT]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
