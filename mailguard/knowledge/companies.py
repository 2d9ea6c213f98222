"""Names of companies: found by their legal forms, and compared without them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mailguard.names.company import key

NAME_LIMIT = 60
"""Characters of a company's name."""

_JAPANESE_FORMS = (
    r"(?:株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|医|財|社|学)\)"
    r"|(?:一般|公益)(?:社団|財団)法人|医療法人(?:社団|財団)?|学校法人|社会福祉法人|宗教法人|独立行政法人"
    r"|国立大学法人|特定非営利活動法人|npo法人|(?:税理士|弁護士|監査|司法書士|行政書士|社会保険労務士)法人)"
)
_LATIN_FORMS = (
    r"(?:co\.?,? ?,?ltd\.?|inc\.?|incorporated|corp\.?|corporation|company|ltd\.?|limited"
    r"|l\.?l\.?[cp]\.?|p\.?l\.?c\.?|gmbh|k\.?k\.?|kabushiki kaisha|pt[ey]\.? ltd\.?|s\.a\.|b\.v\.)"
)
_LETTER = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々〆a-z0-9&ー・.'+-]"
_BEFORE = re.compile(rf"{_JAPANESE_FORMS}\s?({_LETTER}{{1,30}})")
_BEHIND = re.compile(rf"(?<!{_LETTER})({_LETTER}{{1,30}}?)\s?{_JAPANESE_FORMS}")
_LATIN = re.compile(rf"((?:[a-z0-9][a-z0-9&.'+-]*,? ){{1,5}}?){_LATIN_FORMS}(?![a-z0-9])")
_FORMS = re.compile(
    rf"{_JAPANESE_FORMS}|(?:(?<=[a-z0-9.'] )|(?<=, )){_LATIN_FORMS}(?![a-z0-9])[,.]?"
)
_DEPARTMENT = re.compile(
    r"(?:第?[一二三1-9])?(?:営業|総務|人事|経理|財務|開発|技術|製造|品質|購買|法務|広報|企画|経営|情報|生産|研究|業務|管理|販売"
    r"|システム|事業|カスタマー)[^\s]{0,12}\Z|(?:東京|大阪|名古屋|福岡|札幌|仙台|広島|横浜|京都|神戸)(?:本社|支社|支店|営業所)\Z"
    r"|(?:代表取締役|取締役|代表|部長|課長|社長).*\Z"
)
_CALLED = re.compile(r"様|御中|殿|各位|さん|担当")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")


def company_key(name: str) -> str:
    """What the spellings of a company's name share; "" where there is no name in it."""
    found = key(name)
    return found if len(found) >= (2 if _EAST_ASIAN.search(found) else 3) else ""


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
            if name and not _CALLED.search(name) and company_key(name):
                yield name[:NAME_LIMIT]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
