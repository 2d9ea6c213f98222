"""Numbers in a text that stand for a person: My Number, payment cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from mailguard.identifiers.checksums import is_luhn, is_my_number
from mailguard.identifiers.nearby import Nearby, stands_before
from mailguard.identifiers.width import narrowed

# A pattern that begins with a digit is searched for four times as fast as one that looks back.
_TWELVE = re.compile(r"\d(?<![\w.-]\d)\d{3}([ .-]?)\d{4}\1\d{4}(?![\w-]|\.\d)", re.ASCII)
_MY_NUMBER_WORDS = re.compile(
    r"マイナンバー|個人番号|共通番号|個人識別(?:番号|ナンバー)|通知カード"
    r"|my\s?number|individual number",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"(?:注文|受注|発注|伝票|送り?状|追跡|お?問い?合わ?せ|請求書?|管理|会員|顧客|案件|整理|予約|登録|受付|商品|お?客様|シリアル|製造|機器|証券|契約|ライセンス|IMEI"
    r"|licen[cs]e|imei|customer|member|order|tracking|invoice|ref(?:erence)?|ticket|serial)"
    r"(?:番号|コード|\s*(?:no|number|#|id))?\.?\s*[:：#]?\s*\Z",
    re.IGNORECASE,
)
_COLUMN = 3  # valid numbers of which most others nearby are valid too need no word beside them
_MOSTLY = 0.6

_CARD = re.compile(r"\d(?<![\w.-]\d)(?:[ -]?\d){12,18}(?![\w-]|\.\d)", re.ASCII)
_CARD_GROUPS = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{4,5}", re.ASCII)
_CARD_WORDS = re.compile(
    r"カード番号|クレジット|有効期限|セキュリティコード|card\s?(?:number|no)|credit\s?card|debit|visa"
    r"|mastercard|amex|american express|\bjcb\b|diners|\bcvv|\bcvc|expir",
    re.IGNORECASE,
)
_CARD_DISTANCE = 120
# Issuer numbers (ISO/IEC 7812) and the lengths that their cards have.
_ISSUED = re.compile(
    r"(?=(?:\d{13}|\d{16}|\d{19})\Z)4"  # Visa
    r"|(?=\d{16}\Z)(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"  # Mastercard
    r"|35(?:2[89]|[3-8])|6011|64[4-9]|65)"  # JCB, Discover
    r"|(?=\d{15}\Z)3[47]"  # American Express
    r"|(?=\d{14}\Z)(?:30[0-5]|36|38)",  # Diners
    re.ASCII,
)
_BETWEEN = str.maketrans("", "", " .-")  # digits


class Number(msgspec.Struct, frozen=True):
    """A number in a text."""

    start: int
    end: int
    digits: str


def my_numbers(text: str) -> list[Number]:
    """Individual numbers: those with a word that says so near them, or a column of them."""
    text = narrowed(text)
    found = [_number(match) for match in _TWELVE.finditer(text)]
    valid = [n for n in found if is_my_number(n.digits)]
    words = Nearby(_MY_NUMBER_WORDS, text)
    named = [n for n in valid if words.has(n.start, n.end) and not _is_other(n, text)]
    distinct = {n.digits for n in valid}
    everything = {n.digits for n in found}
    if len(distinct) >= _COLUMN and len(distinct) >= _MOSTLY * len(everything):
        return [n for n in valid if not _is_other(n, text)]
    return named


def cards(text: str) -> Iterator[Number]:
    """Payment cards: by issuer, length and check digit, and written or named as one."""
    text = narrowed(text)
    words = Nearby(_CARD_WORDS, text, _CARD_DISTANCE)
    for match in _CARD.finditer(text):
        number = _number(match)
        if not (_ISSUED.match(number.digits) and is_luhn(number.digits)):
            continue
        grouped = _CARD_GROUPS.fullmatch(match[0])
        if (grouped or words.has(number.start, number.end)) and not _is_other(number, text):
            yield number


def _number(match: re.Match[str]) -> Number:
    return Number(match.start(), match.end(), match[0].translate(_BETWEEN))


def _is_other(number: Number, text: str) -> bool:
    """Whether it is said to be the number of an order or the like."""
    return stands_before(_OTHER_NUMBER, text, number.start)
