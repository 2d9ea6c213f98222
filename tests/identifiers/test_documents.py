"""Numbers of identity documents."""

from __future__ import annotations

import pytest

from mailguard.identifiers.documents import document_numbers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("運転免許証番号：３０１２３４５６７８９０", "driving licence"),
        ("パスポート番号 TK1234567", "passport"),
        ("在留カード：AB12345678CD", "residence card"),
        ("基礎年金番号は1234-567890です", "pension"),
        ("保険者番号 06123456", "health insurance"),
        ("住民票コード 12345678901", "residents' register"),
        ("SSN: 078-05-1120", "social security"),
    ],
)
def test_a_number_beside_its_word_is_found(text: str, kind: str) -> None:
    assert [number.kind for number in document_numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "品番 TK1234567",
        "パスポートをお持ちください。",
        "電話 078-05-1120",
        "免許証 1234567890",
    ],
)
def test_others_are_not(text: str) -> None:
    assert list(document_numbers(text)) == []


def test_a_word_far_away_says_nothing() -> None:
    assert list(document_numbers(f"パスポート{'。' * 100}TK1234567")) == []
