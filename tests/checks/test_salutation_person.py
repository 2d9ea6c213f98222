"""A salutation with somebody's name whom no recipient can be."""

from __future__ import annotations

import pytest

from mailguard.checks.salutation_person import salutation_person
from mailguard.domain.check import NoSettings
from mailguard.domain.finding import About, Finding, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail, MailKind
from tests.checks.knowing import Known, NothingKnown, a_contact
from tests.mails import OWN_DOMAIN, a_mail

REST = "\n\nお世話になっております。株式会社オウンの高橋です。\n"
SATO = a_contact("佐藤 太郎 <sato@beta.example>")
JOHN = a_contact("John Brown <john@beta.example>")
KNOWN = Known(named={name: [SATO] for name in ("佐藤", "佐藤太郎")} | {"John": [JOHN], "Bob": []})


def findings(mail: Mail, knowledge: Knowledge = KNOWN) -> tuple[Finding, ...]:
    return salutation_person.findings(mail, knowledge, NoSettings())


def severities(mail: Mail, knowledge: Knowledge = KNOWN) -> list[Severity]:
    return [finding.severity for finding in findings(mail, knowledge)]


def test_another_contact_s_name_is_a_danger() -> None:
    (finding,) = findings(a_mail(text="佐藤様" + REST, to=["鈴木 花子 <suzuki@acme.example>"]))
    assert finding.severity is Severity.DANGER
    assert finding.about is About.ADDRESSEE
    assert finding.place == OfText(0, 3)
    assert "佐藤様" in finding.sentence
    assert "sato@beta.example" in finding.evidence[0]


@pytest.mark.parametrize(
    "salutation",
    [
        "株式会社アクメ 佐藤様",
        "営業部 部長 佐藤様",
        "佐藤部長",
        "佐藤さん、",
        "佐藤太郎様",
        "Hi John,",
        "Dear John,",
        "John —",
    ],
)
def test_so_it_is_in_every_form(salutation: str) -> None:
    mail = a_mail(text=salutation + REST, to=["鈴木 花子 <suzuki@acme.example>"])
    assert severities(mail) == [Severity.DANGER]


def test_a_name_that_no_contact_has_is_a_notice() -> None:
    mail = a_mail(text="田中様" + REST, to=["suzuki@acme.example"])
    assert severities(mail, NothingKnown()) == [Severity.NOTICE]


def test_a_word_that_no_table_has_may_be_no_name() -> None:
    mail = a_mail(text="アクメ様" + REST, to=["suzuki@acme.example"])
    assert severities(mail, NothingKnown()) == []


@pytest.mark.parametrize(
    "to",
    [
        "sato@acme.example",
        "t.satou@acme.example",
        "佐藤 花子 <a1234@acme.example>",
        "Sato <x@acme.example>",
        "info@acme.example",
        "田中 <info@acme.example>",
        "x7k2@acme.example",
        "ts@acme.example",
        "taro@acme.example",
        "sato@beta.example",
    ],
)
def test_a_recipient_who_may_be_it_keeps_it_quiet(to: str) -> None:
    assert findings(a_mail(text="佐藤様" + REST, to=[to])) == ()


@pytest.mark.parametrize("cc", ["sato@acme.example", "佐藤 <s@acme.example>"])
def test_it_may_stand_in_cc(cc: str) -> None:
    assert findings(a_mail(text="佐藤様" + REST, to=["suzuki@acme.example"], cc=[cc])) == ()


def test_a_contact_is_known_by_past_salutations() -> None:
    known = Known(named={"佐藤": [a_contact("suzuki@acme.example", "佐藤"), SATO]})
    assert findings(a_mail(text="佐藤様" + REST, to=["suzuki@acme.example"]), known) == ()


def test_own_people_of_whom_nothing_is_known_do_not_excuse_an_outside_name() -> None:
    mail = a_mail(text="佐藤様" + REST, to=["suzuki@acme.example"], cc=[f"a1234@{OWN_DOMAIN}"])
    assert severities(mail) == [Severity.DANGER]


def test_one_of_two_names_left_out_is_a_warning() -> None:
    mail = a_mail(text="佐藤様、鈴木様" + REST, to=["suzuki@acme.example"])
    assert severities(mail) == [Severity.WARNING]


def test_a_draft_among_own_people_is_a_notice() -> None:
    mail = a_mail(text="佐藤様" + REST, to=[f"suzuki@{OWN_DOMAIN}"])
    assert severities(mail) == [Severity.NOTICE]


def test_own_people_may_be_confused_too() -> None:
    own = Known(named={"佐藤": [a_contact(f"佐藤 太郎 <sato@{OWN_DOMAIN}>")]})
    mail = a_mail(text="佐藤さん" + REST, to=[f"suzuki@{OWN_DOMAIN}"])
    assert severities(mail, own) == [Severity.DANGER]


@pytest.mark.parametrize(
    "text",
    [
        "皆様",
        "ご担当者様",
        "営業部御中",
        "お客様各位",
        "Dear all,",
        "お疲れ様です。",
        "",
        "鈴木様\nCC:佐藤様、弊社 田中",
    ],
)
def test_nobody_in_particular_and_copies_are_no_matter(text: str) -> None:
    assert findings(a_mail(text=text + REST, to=["suzuki@acme.example"])) == ()


def test_short_forms_are_the_same_person() -> None:
    assert findings(a_mail(text="Hi Bob,\n", to=["robert.jones@acme.example"])) == ()


def test_katakana_is_the_foreign_name() -> None:
    assert findings(a_mail(text="スミス様" + REST, to=["smith@acme.example"])) == ()


def test_the_name_of_a_company_is_no_person() -> None:
    known = Known(organisations_called={"鈴木": ["suzuki.example"]})
    assert findings(a_mail(text="鈴木様" + REST, to=["tanaka@suzuki.example"]), known) == ()


def test_quoted_text_and_other_kinds_of_mail_are_not_looked_at() -> None:
    to = ["suzuki@acme.example"]
    assert findings(a_mail(text="承知しました。\n", quoted="> 佐藤様\n", to=to)) == ()
    assert findings(a_mail(text="佐藤様" + REST, to=to, kind=MailKind.CALENDAR)) == ()
