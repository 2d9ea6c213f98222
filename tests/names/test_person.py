"""A person is found under every way to write the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.person import Kind, family_name, is_well_known, keys, titled, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("田中", "Tanaka"),
        ("大谷", "Taro Oya"),
        ("髙橋", "高橋"),
        ("佐藤 太郎", "Taro Sato"),
        ("佐藤太郎", "SATO, Taro"),
        ("佐藤様", "さとう たろう"),
        ("スミス", "John Smith"),
        ("Bob", "Robert Jones"),
        ("東海林さん", "Tokairin"),
        ("株式会社アクメ 営業部長 渡邉花子", "watanabe"),
        ("田中ひろし", "Hiroshi"),
        ("ジョン・スミス", "Smith"),
    ],
)
def test_ways_to_write_one_name_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("田中", "鈴木"), ("佐藤", "斎藤"), ("Smith", "Brown"), ("スミス", "Jones"), ("森", "Morita")],
)
def test_different_names_share_none(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


@pytest.mark.parametrize(
    "text", ["", "株式会社アクメ", "営業部", "部長", "info", "お客様", "ご担当者様", "12345", "■■"]
)
def test_what_names_no_person_has_no_key(text: str) -> None:
    assert keys(text) == frozenset()


@pytest.mark.parametrize("name", ["服部", "渡部", "岡部", "中室", "三宅", "堂本"])
def test_a_surname_that_ends_like_a_department_is_one(name: str) -> None:
    assert words(name)[0].kind is Kind.FAMILY


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("佐藤 太郎", "佐藤"),
        ("太郎 佐藤", "佐藤"),
        ("Taro Sato", "sato"),
        ("John Smith", "smith"),
        ("花子", ""),
        ("株式会社アクメ", ""),
    ],
)
def test_the_family_name_in_a_display_name(name: str, family: str) -> None:
    assert family_name(name) == family


@pytest.mark.parametrize(
    ("word", "stem", "title"),
    [
        ("佐藤部長", "佐藤", "部長"),
        ("山本部長", "山本", "部長"),
        ("坂本部長", "坂本", "部長"),
        ("佐藤本部長", "佐藤", "本部長"),
        ("営業部長", "営業", "部長"),
        ("部長", "部長", ""),
        ("佐藤", "佐藤", ""),
    ],
)
def test_a_title_behind_a_name_is_told_from_it(word: str, stem: str, title: str) -> None:
    assert titled(word) == (stem, title)


def test_names_of_the_tables_are_well_known() -> None:
    assert is_well_known("佐藤")
    assert is_well_known("Tanaka")
    assert is_well_known("Bob")
    assert not is_well_known("アクメ")
    assert not is_well_known("Understood")


@given(st.text(max_size=80))
def test_any_text_has_keys(text: str) -> None:
    assert all(keys(text))
