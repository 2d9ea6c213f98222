"""Words that are looked for at once."""

from __future__ import annotations

import pytest

from mailguard.names.wordlist import Hit, WordList, folded


def found(text: str, *words: str) -> list[str]:
    return [hit.word for hit in WordList(map(folded, words)).hits(folded(text))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ＦＡＬＣＯＮ計画", "falcon"),
        ("髙橋様", "高橋"),
        ("ﾌﾟﾛｼﾞｪｸﾄの件", "プロジェクト"),
        ("霞ヶ関", "霞ケ関"),
        ("㈱アクメ", "(株)"),
        ("STRASSE", "straße"),
    ],
)
def test_width_case_and_variants_do_not_count(text: str, word: str) -> None:
    assert found(text, word) == [folded(word)]


def test_part_of_a_latin_word_is_no_word() -> None:
    assert found("falconry, mcfalcon, falcon9", "falcon") == []
    assert found("the falcon計画", "falcon") == ["falcon"]


def test_every_word_is_found_where_it_stands() -> None:
    words = WordList(["原価", "原価表", "社外秘", ""])
    assert list(words.hits("社外秘の原価表")) == [
        Hit("社外秘", 0, 3),
        Hit("原価", 4, 6),
        Hit("原価表", 4, 7),
    ]


def test_an_empty_list_finds_nothing() -> None:
    assert list(WordList([]).hits("anything")) == []
    assert WordList([]).parts("anything") == frozenset()


def test_parts_of_words_stand_there_too() -> None:
    assert WordList(["con", "falcon", "hawk"]).parts("falconry") == {"con", "falcon"}
