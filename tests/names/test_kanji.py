"""Variants of kanji are one."""

from __future__ import annotations

import pytest

from mailguard.names.kanji import is_kanji, plain


@pytest.mark.parametrize(
    "variants",
    [
        "高橋 髙橋",
        "山崎 山﨑 山嵜",
        "渡辺 渡邊 渡邉",
        "斎藤 齋藤 齊藤 斉藤",
        "沢田 澤田",
        "浜田 濱田",
        "島田 嶋田",
        "桜井 櫻井",
        "吉田 𠮷田",
        "柳沢 栁澤",
    ],
)
def test_variants_are_one_name(variants: str) -> None:
    assert len({plain(variant) for variant in variants.split()}) == 1


def test_width_and_variation_selectors_do_not_matter() -> None:
    assert plain("ﾀﾅｶ Ｔａｎａｋａ") == "タナカ Tanaka"
    assert plain("葛\U000e0100城") == "葛城"


def test_kanji_are_told_from_others() -> None:
    assert is_kanji("佐々木")
    assert is_kanji("一ノ瀬")
    assert not is_kanji("さくら")
    assert not is_kanji("ノ")
