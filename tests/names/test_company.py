"""Companies are the same whatever their form, and go with domains that sound so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.company import has_latin_form, key, sounds_like


@pytest.mark.parametrize(
    "names",
    [
        "株式会社アクメ|（株）アクメ|㈱アクメ|アクメ株式会社|アクメ㈱|ｱｸﾒ(株)|アクメ合同会社",
        "株式会社アクメ|株式会社　アクメ御中|アクメ 株式会社様",
        "Acme K.K.|Acme Co., Ltd.|ACME, Inc.|Acme Corporation|The Acme Company|Acme GmbH",
        "Acme|Ａｃｍｅ ＬＬＣ|acme ltd|Acme Pte. Ltd.|Acme L.L.C.|Acme Kabushiki Kaisha",
        "特定非営利活動法人あおぞら|NPO法人あおぞら|ＮＰＯ法人 あおぞら",
        "髙橋商事|高橋商事（株）",
    ],
)
def test_the_form_does_not_matter(names: str) -> None:
    assert len({key(name) for name in names.split("|")}) == 1


def test_letters_that_look_like_a_form_stay() -> None:
    assert key("Costa Coffee") == "costacoffee"
    assert key("Agile Inc.") == "agile"


@pytest.mark.parametrize("text", ["株式会社", "Co., Ltd.", "㈱東", "AB Inc.", ""])
def test_a_form_alone_or_a_letter_is_no_name(text: str) -> None:
    assert key(text) == ""


def test_a_latin_form_is_seen() -> None:
    assert has_latin_form("ACME Inc.")
    assert not has_latin_form("Incoming mail")


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("株式会社アクメ", "acme.co.jp"),
        ("アクメ", "acme-group.example"),
        ("田中商事株式会社", "tanaka-shoji.co.jp"),
        ("ベータ工業", "beta-kogyo.example"),
        ("Acme Inc.", "acme.example"),
    ],
)
def test_a_domain_may_be_the_company_s(name: str, domain: str) -> None:
    assert sounds_like(name, domain)


def test_another_domain_is_not() -> None:
    assert not sounds_like("株式会社アクメ", "beta.co.jp")


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_may_be_asked_about(name: str, domain: str) -> None:
    assert isinstance(key(name), str)
    assert sounds_like(name, domain) in {True, False}
