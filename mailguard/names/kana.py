"""Kana: what is written in it, and how it is read in Latin letters."""

from __future__ import annotations

import re

_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}

_ROWS = {
    "ア": "a i u e o",
    "カ": "ka ki ku ke ko",
    "サ": "sa si su se so",
    "タ": "ta ti tu te to",
    "ナ": "na ni nu ne no",
    "ハ": "ha hi hu he ho",
    "マ": "ma mi mu me mo",
    "ラ": "ra ri ru re ro",
    "ガ": "ga gi gu ge go",
    "ザ": "za zi zu ze zo",
    "ダ": "da zi zu de do",
    "バ": "ba bi bu be bo",
    "パ": "pa pi pu pe po",
}
_KANA = (
    "アイウエオ カキクケコ サシスセソ タチツテト ナニヌネノ ハヒフヘホ マミムメモ ラリルレロ "
    "ガギグゲゴ ザジズゼゾ ダヂヅデド バビブベボ パピプペポ"
)
_SYLLABLES = {
    kana: reading
    for row in _KANA.split()
    for kana, reading in zip(row, _ROWS[row[0]].split(), strict=True)
} | {
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ン": "n",
    "ヴ": "bu", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu",
    "ョ": "yo", "ヮ": "wa", "ヵ": "ka", "ヶ": "ga", "ー": "", "ッ": "", "・": "", "゠": "",
}  # fmt: skip

_SMALL_Y = frozenset("ャュョ")
_SMALL_VOWEL = frozenset("ァィゥェォ")

_ALL_KANA = re.compile(r"[ぁ-ゖァ-ヺー・]+\Z")
_ALL_KATAKANA = re.compile(r"[ァ-ヺー・]+\Z")


def is_kana(text: str) -> bool:
    """Whether `text` is nothing but hiragana and katakana."""
    return bool(_ALL_KANA.match(text))


def is_katakana(text: str) -> bool:
    """Whether `text` is nothing but katakana."""
    return bool(_ALL_KATAKANA.match(text))


def katakana(text: str) -> str:
    """`text` with its hiragana as katakana."""
    return text.translate(_HIRAGANA_TO_KATAKANA)


def romaji(text: str) -> str:
    """The reading of a text in kana, letter by letter; other characters are left out.

    Contracted sounds are joined (シュ → syu, ジョ → zyo, ファ → ha, ウィ → wi).
    """
    read: list[str] = []
    for kana in katakana(text):
        syllable = _SYLLABLES.get(kana, "")
        if kana in _SMALL_Y and read and read[-1].endswith("i"):
            read[-1] = read[-1][:-1] + syllable
        elif kana in _SMALL_VOWEL and read and read[-1]:
            read[-1] = _with_vowel(read[-1], syllable)
        else:
            read.append(syllable)
    return "".join(read)


def _with_vowel(syllable: str, vowel: str) -> str:
    """A foreign sound: the consonant of the first, the vowel of the second."""
    if syllable == "u":
        return f"w{vowel}"
    return f"{syllable[:-1]}{vowel}"
