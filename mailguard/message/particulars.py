"""A sender's particulars: lines that say who somebody is and how to reach them, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINE_LIMIT = 300  # characters of a line that are looked at
_WIDEST = 70  # characters of a line without an address or the like
_ADDRESSES = 3  # e-mail addresses of one person are fewer; more are a list

_CONTACTS = (
    (
        r"\b(?:tel|fax|phone|mobile|mob|cell|direct|office|e-?mail|mail|url|web|web ?site|hp"
        r"|address|skype|line id)[ 　]*[:：／/(（\]】)）]"
    ),
    r"\b(?:tel|fax)[. ][ +(\d]|\b[tmfpd] ?[:：.] ?[+(\d]|\b[ew] ?[:：] ?\S+[@.]",
    (
        r"(?:電話|携帯|直通|内線|代表|本社|住所|所在地|メール|ファックス|ホームページ)(?:番号|アドレス)?"
        r"[ 　】\])）]*[:：／/】\])）\d]"
    ),
    r"〒|℡|☎|📞|✉|https?://|\bwww\.",
    r"[都道府県].{1,12}[市区町村郡].{0,20}[\d０-９]",
    r"(?:\+\d{1,3}[ .-]?)?\(?\d{2,5}\)?[ .-]?\d{2,4}[ .-]\d{3,4}\b",
    r"[\w.+-]+@[\w-]+\.\w",
)
_AFFILIATIONS = (
    r"(?:株式|有限|合同|合名|合資)会社|(?:社団|財団|医療|学校|社会福祉)法人|[(（][株有][)）]|㈱|㈲",
    r"法律事務所|大学|研究所|[部課室局](?:長|門)?(?:[ 　]|\Z)|グループ|チーム|センター",
    r"支店|支社|営業所|事業部|本部|取締役|担当",
    r"\b(?:inc|ltd|llc|llp|gmbh|corp|co(?!\.\w)|k\.?k|s\.a|b\.v|plc|ag)\b",
    (
        r"\b(?:company|corporation|department|dept|division|university|institute|manager|director"
        r"|engineer|officer|president|assistant|consultant|specialist|coordinator|head of|sales"
        r"|marketing|ph\.?d|ceo|cto|cfo|coo)\b"
    ),
)
# What the sender says, or says to somebody.
_SPEECHES = (
    r"(?:ます|です|でした|ました|ません|下さい|ください|でしょうか|願い)[^\s]{0,6}\Z|[。？?]\s*\Z|[。？！]\S",
    r"(?:様|御中|殿|各位|先生|さん|皆さま|皆さん)[、,：:]?\s*\Z|\A\s*(?:cc|dear|hi|hello)\b",
    r"(?:\b[a-z']+[ ,]+){6,}.*[.!?:]\s*\Z",
)
# What a mail is about, though it is told in few words.
_MATTERS = (
    r"パスワード|暗証|口座|振込|金額|合計|納期|数量|単価|品番|品名|日時|日程|期限|期間|場所|会場|議題",
    r"件名|案件|マイナンバー|個人番号|カード|ログイン|注文|請求|見積|契約|会員番号|氏名|生年月日",
    r"添付|資料|参加|会議(?!所)|ミーティング",
    (
        r"\b(?:password|passcode|pin|login|user ?(?:name|id)|meeting|agenda|when|where|date|time"
        r"|venue|amount|total|price|invoice|order|due|iban|attached|zoom|webex|teams"
        r"|account(?! (?:manager|executive|director)))\b"
    ),
)


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_CONTACT = _any(_CONTACTS)
_AFFILIATION = _any(_AFFILIATIONS)
_OTHER = _any((*_SPEECHES, *_MATTERS))
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")


def may_belong(lines: Sequence[str]) -> bool:
    """Whether all lines can be of a signature: short, and nothing that the sender says."""
    return all(_is_particular(line[:_LINE_LIMIT]) for line in lines)


def reach_one(lines: Sequence[str]) -> bool:
    """Whether the lines say how to reach somebody, and do not list several people."""
    addresses = {found for line in lines for found in _ADDRESS.findall(line[:_LINE_LIMIT])}
    return contacts(lines) > 0 and len(addresses) < _ADDRESSES


def contacts(lines: Sequence[str]) -> int:
    """How many of the lines say how to reach somebody."""
    return sum(bool(_CONTACT.search(line[:_LINE_LIMIT])) for line in lines)


def have_affiliation(lines: Sequence[str]) -> bool:
    """Whether one of the lines says where somebody works, and as what."""
    return any(_AFFILIATION.search(line[:_LINE_LIMIT]) for line in lines)


def _is_particular(line: str) -> bool:
    if _OTHER.search(line):
        return False
    return len(line.strip()) <= _WIDEST or bool(_CONTACT.search(line))
