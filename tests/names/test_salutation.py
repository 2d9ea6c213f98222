"""Whom the first lines of a mail speak to, in all the ways people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.salutation import salutation_of

REST = "\n\nいつもお世話になっております。株式会社オウンの高橋です。\nよろしくお願いいたします。\n"
ENGLISH_REST = "\n\nThank you for your mail. Tom and Mary were here.\n"


def persons(text: str) -> list[str]:
    return [person.name for person in salutation_of(text).persons]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("佐藤様", "佐藤"),
        ("佐藤 様", "佐藤"),
        ("佐藤さま", "佐藤"),
        ("佐藤さん", "佐藤"),
        ("佐藤殿", "佐藤"),
        ("佐藤先生", "佐藤"),
        ("佐藤くん", "佐藤"),
        ("佐藤ちゃん", "佐藤"),
        ("佐藤様へ", "佐藤"),
        ("佐藤部長", "佐藤"),
        ("佐藤部長様", "佐藤"),
        ("佐藤 部長様", "佐藤"),
        ("営業部 部長 佐藤様", "佐藤"),
        ("営業部長佐藤様", "佐藤"),
        ("株式会社アクメ 佐藤様", "佐藤"),
        ("株式会社アクメ\n営業部\n佐藤様", "佐藤"),
        ("㈱アクメ　営業部長　佐藤　様", "佐藤"),
        ("アクメ株式会社\n代表取締役社長 佐藤 太郎 様", "佐藤 太郎"),
        ("佐藤太郎様", "佐藤太郎"),
        ("佐藤 太郎様", "佐藤 太郎"),
        ("株式会社アクメ佐藤様", "佐藤"),
        ("営業部佐藤様", "佐藤"),
        ("ACME Inc.\n佐藤様", "佐藤"),
        ("スミス様", "スミス"),
        ("ジョン・スミス様", "ジョン・スミス"),
        ("John Smith様", "John Smith"),
        ("Dear 佐藤様", "佐藤"),
        ("【重要】佐藤様", "佐藤"),
        ("To: 佐藤様", "佐藤"),
        ("服部様", "服部"),
    ],
)
def test_one_person_is_spoken_to(text: str, expected: str) -> None:
    assert persons(text + REST) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "佐藤様、鈴木様",
        "佐藤様　鈴木様",
        "佐藤様\n鈴木様",
        "佐藤様・鈴木様",
        "佐藤様 / 鈴木様",
        "佐藤、鈴木様",
    ],
)
def test_two_persons_are(text: str) -> None:
    assert set(persons(text + REST)) == {"佐藤", "鈴木"}


@pytest.mark.parametrize(
    "text",
    [
        "ご担当者様",
        "ご担当者 様",
        "皆様",
        "皆さま",
        "みなさん",
        "お客様",
        "関係者各位",
        "各位",
        "営業部御中",
        "営業部の皆様",
        "人事部 採用ご担当者様",
        "お取引先様各位",
        "店長様",
    ],
)
def test_nobody_in_particular_is_spoken_to(text: str) -> None:
    salutation = salutation_of(text + REST)
    assert salutation.generic
    assert salutation.persons == ()


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("株式会社アクメ様", "株式会社アクメ"),
        ("株式会社アクメ御中", "株式会社アクメ"),
        ("株式会社アクメ 御中", "株式会社アクメ"),
        ("（株）アクメ 佐藤様", "(株)アクメ"),
        ("アクメ商事 佐藤様", "アクメ商事"),
        ("株式会社大山本様", "株式会社大山本"),
        ("アクメ 佐藤様", "アクメ"),
        ("Acme Co., Ltd.\n佐藤様", "Acme Co., Ltd."),
    ],
)
def test_a_company_is(text: str, company: str) -> None:
    assert [found.name for found in salutation_of(text + REST).companies] == [company]


@pytest.mark.parametrize(
    "text",
    [
        "佐藤様\nCC:鈴木様、弊社 高橋",
        "佐藤様 (CC: 鈴木様、弊社高橋)",
        "佐藤様\n（ＣＣ：鈴木様、高橋）",
        "佐藤様\nCc: 鈴木様 弊社高橋",
    ],
)
def test_copies_and_own_people_are_told_apart(text: str) -> None:
    found = salutation_of(text + REST).persons
    assert [(p.name, p.cc, p.own) for p in found] == [
        ("佐藤", False, False),
        ("鈴木", True, False),
        ("高橋", True, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "お世話になっております。株式会社アクメの佐藤です。",
        "佐藤です。お疲れ様です。",
        "お疲れ様です。",
        "佐藤様のご紹介でご連絡いたしました。",
        "佐藤様よりお電話をいただきました。",
        "出席者：\n佐藤様\n鈴木様",
        "ご苦労様でした。",
        "仕様\n模様",
        "たくさんのご応募をありがとうございました。",
        "奥様にもよろしくお伝えください。",
        "添付の資料をご確認ください。\n佐藤様にもお送りしました。",
        "",
        "\n\n",
    ],
)
def test_what_is_no_salutation_speaks_to_nobody(text: str) -> None:
    assert persons(text) == []


def test_a_sentence_with_a_company_is_no_company() -> None:
    text = "株式会社アクメ\n佐藤様\n\nお世話になっております。株式会社オウンの高橋です。\n"
    found = salutation_of(f"{text}10月にお会いした候補者様の件")
    assert [company.name for company in found.companies] == ["株式会社アクメ"]


def test_a_greeting_may_come_first() -> None:
    assert persons("お疲れ様です。高橋です。\n\n佐藤さん、先日の件ですが、") == ["佐藤"]


def test_the_text_may_follow_in_the_same_line() -> None:
    assert persons("佐藤様、お世話になっております。鈴木様にもお伝えください。") == ["佐藤"]


def test_it_ends_with_the_first_sentence() -> None:
    assert persons("佐藤様\n\nお世話になっております。\n\n参加者\n鈴木様\n田中様\n") == ["佐藤"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Mr. Smith,", "Smith"),
        ("Dear Dr. John Smith:", "John Smith"),
        ("Hi John,", "John"),
        ("Hi John", "John"),
        ("hi john,", "john"),
        ("Hi John! How are you?", "John"),
        ("Hi John, thanks for your mail.", "John"),
        ("Hello John and Mary,", "John Mary"),
        ("Hi Bob, Mary, and Tom,", "Bob Mary Tom"),
        ("Good morning John,", "John"),
        ("John —", "John"),
        ("John,", "John"),
        ("Mr. Smith,", "Smith"),
        ("Dear Tanaka-san,", "Tanaka"),
        ("Tanaka-san,", "Tanaka"),
    ],
)
def test_english_salutations(text: str, expected: str) -> None:
    assert " ".join(persons(text + ENGLISH_REST)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,",
        "Dear team,",
        "Hi everyone,",
        "Hi there,",
        "Dear Sir or Madam,",
        "To whom it may concern",
        "Dear Hiring Manager,",
        "Dear Acme Team,",
        "Hi all!",
    ],
)
def test_english_salutations_of_nobody_in_particular(text: str) -> None:
    salutation = salutation_of(text + ENGLISH_REST)
    assert salutation.generic
    assert salutation.persons == ()


@pytest.mark.parametrize(
    "text",
    ["Thanks,\nBob", "Please find the file.", "Hi,", "Hello,\n\nJohn is ill.", "Great, see you.",
     "Yes.", "Good morning,\nWe met.", "Best,\nTom", "Attached, the file.", "Mary wrote:\n> Hi"],
)  # fmt: skip
def test_english_text_speaks_to_nobody(text: str) -> None:
    assert persons(text) == []


def test_a_name_has_its_place_in_the_body() -> None:
    text = "\n㈱アクメ\n営業部長　佐藤　太郎　様" + REST
    (person,) = salutation_of(text).persons
    assert text[person.start : person.end] == "佐藤　太郎　様"
    (company,) = salutation_of(text).companies
    assert text[company.start : company.end] == "㈱アクメ"


WORDS = st.sampled_from(
    [
        *("佐藤", "鈴木様", "様", "株式会社アクメ", "㈱", "営業部", "部長", "御中", "各位", "CC:"),
        *("（", "）", "、", "・", "弊社", "Dear", "John", ",", "\n", "　", "です。", "ﾀﾞ", "Inc."),
    ]
)


@given(
    st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS).map("".join))
)
def test_places_lie_in_the_body_whatever_it_is(body: str) -> None:
    salutation = salutation_of(body)
    for person in salutation.persons:
        assert 0 <= person.start < person.end <= len(body)
    for company in salutation.companies:
        assert 0 <= company.start < company.end <= len(body)
    assert salutation.end <= len(body)
