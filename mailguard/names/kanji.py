"""Kanji in one form: 髙 is 高, 齋 is 斎, full-width letters are plain ones."""

from __future__ import annotations

import re
import unicodedata

# Old, popular and variant forms, each group under its ordinary form.
_VARIANTS = {
    "高": "髙", "崎": "﨑嵜碕埼", "辺": "邊邉", "斎": "齋齊斉", "沢": "澤", "浜": "濱濵",
    "島": "嶋嶌", "桜": "櫻", "広": "廣", "国": "國圀", "恵": "惠", "徳": "德", "真": "眞",
    "関": "關", "竜": "龍", "滝": "瀧", "黒": "黑", "桑": "桒", "吉": "𠮷", "土": "圡",
    "曽": "曾", "槙": "槇", "富": "冨", "峰": "峯", "柳": "栁", "栄": "榮", "万": "萬",
    "実": "實", "寿": "壽", "蔵": "藏", "条": "條", "会": "會", "亀": "龜", "鉄": "鐵",
    "桧": "檜", "ケ": "ヶヵ", "浅": "淺", "瀬": "瀨", "穂": "穗", "豊": "豐", "円": "圓",
    "壱": "壹", "児": "兒", "宝": "寶", "当": "當", "応": "應", "学": "學", "楽": "樂",
    "気": "氣", "県": "縣", "呉": "吳", "歳": "歲", "塩": "鹽", "静": "靜", "増": "增",
    "荘": "莊", "即": "卽", "滞": "滯", "鶴": "靏靍鸖", "館": "舘", "藪": "薮籔", "兎": "兔",
    "秋": "穐龝", "梅": "楳", "戸": "戶", "渕": "淵渊", "野": "埜", "麹": "麴", "頬": "頰",
    "祢": "禰", "芦": "蘆", "鴎": "鷗", "頼": "賴", "仏": "佛", "倶": "俱", "両": "兩",
    "与": "與", "予": "豫", "弥": "彌", "弁": "辨辯", "横": "橫", "温": "溫", "清": "淸",
    "晃": "晄", "巌": "巖", "岩": "嵓", "杉": "杦", "来": "來", "麦": "麥", "為": "爲",
}  # fmt: skip
_ORDINARY = {variant: form for form, variants in _VARIANTS.items() for variant in variants}
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_OTHERS = re.compile(f"[{''.join(_ORDINARY)}{_SELECTORS}]")

_ALL_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆ヶケノ]+\Z")
_SOME_KANJI = re.compile(r"[\u3400-\u9fff々〆]")


def plain(text: str) -> str:
    """`text` with ordinary forms only (NFKC, no variation selectors)."""
    full = unicodedata.normalize("NFKC", text)
    # thirty times as fast as str.translate, which looks every character up
    return _OTHERS.sub(lambda found: _ORDINARY.get(found[0], ""), full)


def is_kanji(text: str) -> bool:
    """Whether `text` is written in kanji, with at most the kana that stand among them."""
    return bool(_ALL_KANJI.match(text) and _SOME_KANJI.search(text))
