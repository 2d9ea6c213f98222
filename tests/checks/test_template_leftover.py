"""The check template-leftover."""

from __future__ import annotations

import pytest

from mailguard.checks.template_leftover import template_leftover
from mailguard.domain.finding import OfSubject, Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail

ASIDE = f"{'TO'}DO:"  # in one piece it would be one of ours


def found(text: str, subject: str = "ご案内") -> list[str]:
    mail = a_mail(text=text, subject=subject)
    findings = template_leftover.findings(mail, NothingKnown(), template_leftover.settings)
    assert all(finding.severity is Severity.WARNING for finding in findings)
    return [finding.sentence for finding in findings]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("〇〇様\nお世話になっております。", "〇〇様"),
        ("○○株式会社 御中", "○○株式会社"),
        ("株式会社●●　ご担当者様", "株式会社●●"),
        ("打ち合わせは〇月〇日でいかがでしょうか。", "〇月〇日"),
        ("納期はXX月XX日です。", "XX月XX日"),
        ("金額は●●円です。", "●●円"),
        ("Dear {{first_name}},", "{{first_name}}"),
        ("Dear XXXX,\nthank you", "Dear XXXX"),
        ("Hello [Name],", "Hello [Name]"),
        ("%FIRST_NAME% 様", "%FIRST_NAME%"),
        ("<<氏名>>様", "<<氏名>>"),
        ("単価は【要確認】です", "【要確認】"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        (f"{ASIDE} ask Ken about the price", ASIDE),
        ("××様", "××様"),
        ("株式会社XXXX\n佐藤様", "株式会社XXXX"),
        ("______ 様\nお世話になっております。", "______ 様"),
        ("Could you let me know?\n<<氏名>>様", "<<氏名>>"),
        ("XX様\nお世話になっております。", "XX様"),
        ("株式会社アクメ\n　様\nお世話になっております。", "様"),
        ("Dear {FirstName},", "Dear {FirstName}"),
        ("納期は【工場に確認してから記入】です", "【工場に確認してから記入】"),
    ],
)
def test_what_was_not_filled_in_is_named(text: str, left: str) -> None:
    assert found(text) == [f"Something was not filled in: “{left}”."]


@pytest.mark.parametrize(
    "text",
    [
        "●様式1をご確認ください。",
        "■日時：11月24日（火）\n■場所：本社\n○議題：予算",
        "〇円高の影響について",
        "◎株式会社アクメの件",
        "・◯×クイズを開催します",
        "設定は次の通りです。\n```\n{{ user.name }}\n```",
        "Use {{ name }} as a placeholder in the template.",
        "const x = `${name}`;\nreturn x;\n",
        "<div>{{item}}</div>",
        "見積書【改訂】をお送りします。",
        "todo list: none of the todos is left",
        "100%OFF%",
    ],
)
def test_bullets_and_program_text_are_silent(text: str) -> None:
    assert found(text) == []


def test_the_subject_is_looked_at_too() -> None:
    mail = a_mail(subject="【〇〇様】ご請求の件")
    (finding,) = template_leftover.findings(mail, NothingKnown(), template_leftover.settings)
    assert finding.place == OfSubject()


@pytest.mark.parametrize(
    "text",
    [
        "≪重要≫休業日のお知らせ",
        "<<必ずご確認ください>>",
        "【会社名】株式会社アクメ\n【氏名】佐藤 花子\n［日付］2026年12月4日",
        "[Name] Taro Sato",
        "懇親会は二〇〇〇円です。",
        "ログは %TEMP% フォルダと ${HOME} にあります。",
    ],
)
def test_emphasis_labels_and_what_machines_fill_in_are_silent(text: str) -> None:
    assert found(text) == []


def test_a_label_with_an_honorific_is_a_field() -> None:
    assert found("【氏名】様\nお世話になっております。") == [
        "Something was not filled in: “【氏名】”."
    ]


def test_a_remark_in_brackets_and_a_draft_among_own_people_are_notices() -> None:
    remark = a_mail(text="金額は120,000円（要確認）です。\n")
    draft = a_mail(text="文面案です。\n〇〇様\n", to=["jiro@example.co.jp"])
    tentative = a_mail(subject="【仮】12/3 お打ち合わせ")
    for mail in (remark, draft, tentative):
        (finding,) = template_leftover.findings(mail, NothingKnown(), template_leftover.settings)
        assert finding.severity is Severity.NOTICE


def test_blanks_that_are_spoken_of_are_silent() -> None:
    mail = a_mail(text="伏せ字は○○株式会社のように、宛名は〇〇様などと記載します。")
    assert template_leftover.findings(mail, NothingKnown(), template_leftover.settings) == ()
