"""Two names are one person's, are not, or cannot be compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.likeness import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("佐藤", "佐藤 太郎"),
        ("佐藤", "佐藤太郎（アクメ）"),
        ("佐藤", "Taro Sato"),
        ("佐藤", "T. SATO"),
        ("佐藤", "さとう たろう"),
        ("佐藤", "アクメ株式会社 佐藤"),
        ("佐藤太郎", "佐藤 アクメ"),
        ("髙橋", "高橋 一郎"),
        ("齋藤", "斉藤 一"),
        ("スミス", "John Smith"),
        ("ジョンソン", "Johnson, Mary"),
        ("John Smith", "J. Smith"),
        ("Bob Smith", "Robert Smith"),
        ("Jon Smith", "Jonathan Smith"),
        ("Sato", "佐藤 太郎"),
        ("中島", "中島 健 / Ken Nakashima"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert alike(one, other) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("佐藤", "田中 花子"),
        ("佐藤", "Hanako Tanaka"),
        ("佐藤", "左藤 太郎"),
        ("佐藤太郎", "佐藤花子"),
        ("佐藤太郎", "Sato Hanako"),
        ("佐藤", "John Smith"),
        ("佐藤", "タナカ ハナコ"),
        ("John Smith", "Jane Smith"),
        ("John", "Mary Brown"),
        ("Smith", "Mary Brown"),
        ("スミス", "Mary Brown"),
        ("スミス", "佐藤 太郎"),
        ("Tanaka", "佐藤 太郎"),
        ("佐藤", "John"),
        ("John", "佐藤"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    assert alike(one, other) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("佐藤", "花子"),
        ("佐藤", "株式会社アクメ"),
        ("佐藤", "アクメ 営業部"),
        ("佐藤", "Acme Support"),
        ("佐藤", ""),
        ("Smith", "Brown"),
        ("Smith", "RPM-List"),
    ],
)
def test_names_that_cannot_be_compared(one: str, other: str) -> None:
    assert alike(one, other) is None


@given(st.text(max_size=30))
def test_nobody_is_unlike_himself(name: str) -> None:
    assert alike(name, name) is not False
