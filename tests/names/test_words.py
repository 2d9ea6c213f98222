"""Words around names are known for what they are."""

from __future__ import annotations

import pytest

from mailguard.names import words


def test_honorifics_are_taken_off() -> None:
    assert words.without_honorific("佐藤様") == "佐藤"
    assert words.without_honorific("佐藤 様") == "佐藤"
    assert words.without_honorific("Tanaka-san") == "Tanaka"
    assert words.without_honorific("様") == "様"


@pytest.mark.parametrize("word", ["部長", "代表取締役社長", "CEO", "Mr."])
def test_titles(word: str) -> None:
    assert words.is_title(word)


@pytest.mark.parametrize("word", ["営業部", "大阪支店", "サポートセンター", "総務課", "第一係"])
def test_departments(word: str) -> None:
    assert words.is_department(word)


@pytest.mark.parametrize("word", ["株式会社アクメ", "アクメ商事", "東西銀行", "(株)アクメ"])
def test_companies(word: str) -> None:
    assert words.is_company_like(word)


@pytest.mark.parametrize("word", ["ご担当者", "皆", "お客", "関係者", "採用ご担当者"])
def test_nobody_in_particular(word: str) -> None:
    assert words.is_generic(word)


def test_roles_and_names_of_addresses() -> None:
    assert words.is_role("Info")
    assert not words.is_role("tanaka")


@pytest.mark.parametrize("word", ["佐藤", "スミス", "一課"])
def test_a_name_is_none_of_these(word: str) -> None:
    assert not words.is_title(word)
    assert not words.is_company_like(word)
    assert not words.is_generic(word)


def test_a_company_without_its_form() -> None:
    assert words.without_form("株式会社アクメ") == "アクメ"
