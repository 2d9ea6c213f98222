"""A salutation with the name of a company that no recipient belongs to."""

from __future__ import annotations

import pytest

from mailguard.checks.salutation_company import salutation_company
from mailguard.domain.check import NoSettings
from mailguard.domain.finding import About, Finding, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known, NothingKnown
from tests.mails import OWN_DOMAIN, a_mail

REST = "\n\nお世話になっております。株式会社オウンの高橋です。\n"
NAMES = ("株式会社アクメ", "(株)アクメ", "アクメ")
KNOWN = Known(
    organisations_called={name: ["acme.example"] for name in NAMES}
    | {"株式会社オウン": [OWN_DOMAIN]},
    company_names={"beta.example": ["ベータ工業"], "acme.example": ["アクメ"]},
)


def findings(mail: Mail, knowledge: Knowledge = KNOWN) -> tuple[Finding, ...]:
    return salutation_company.findings(mail, knowledge, NoSettings())


def severities(text: str, *to: str, knowledge: Knowledge = KNOWN) -> list[Severity]:
    return [f.severity for f in findings(a_mail(text=text + REST, to=to), knowledge)]


def test_a_company_that_is_known_elsewhere_is_a_danger() -> None:
    (finding,) = findings(a_mail(text="株式会社アクメ\n佐藤様" + REST, to=["sato@beta.example"]))
    assert finding.severity is Severity.DANGER
    assert finding.about is About.ADDRESSEE
    assert finding.place == OfText(0, 7)
    assert "株式会社アクメ" in finding.sentence
    assert "acme.example" in finding.evidence[0]
    assert "beta.example" in finding.evidence[1]


@pytest.mark.parametrize(
    "text",
    [
        "株式会社アクメ様",
        "株式会社アクメ御中",
        "㈱アクメ 佐藤様",
        "アクメ様",
        "アクメ 佐藤様",
        "株式会社アクメ ご担当者様",
    ],
)
def test_so_it_is_in_every_form(text: str) -> None:
    assert severities(text, "sato@beta.example") == [Severity.DANGER]


@pytest.mark.parametrize("to", ["sato@acme.example", "sato@acme-sales.example"])
def test_a_recipient_of_the_company_keeps_it_quiet(to: str) -> None:
    assert severities("株式会社アクメ 佐藤様", to) == []


def test_one_recipient_of_several_is_enough() -> None:
    assert severities("株式会社アクメ 佐藤様", "sato@acme.example", "ito@beta.example") == []


def test_an_organisation_that_goes_by_that_name_too_is_fine() -> None:
    known = Known(
        organisations_called={"株式会社アクメ": ["acme.example"]},
        company_names={"holdings.example": ["（株）アクメ"]},
    )
    assert severities("株式会社アクメ 佐藤様", "sato@holdings.example", knowledge=known) == []


def test_a_private_address_of_the_person_is_a_notice() -> None:
    assert severities("株式会社アクメ 佐藤様", "sato@freemail.example") == [Severity.NOTICE]


def test_a_stranger_whom_the_name_does_not_fit_is_a_danger() -> None:
    assert severities("株式会社アクメ 佐藤様", "tanaka@strange.example") == [Severity.DANGER]


def test_a_name_that_nobody_has_is_a_notice_among_those_whose_names_are_known() -> None:
    assert severities("株式会社ガンマ 佐藤様", "sato@beta.example") == [Severity.NOTICE]
    assert severities("株式会社ガンマ 佐藤様", "sato@strange.example") == []


@pytest.mark.parametrize(
    "text", ["佐藤様", "ベータ工業株式会社 佐藤様", "株式会社オウン 高橋様", "各位", ""]
)
def test_other_salutations_are_quiet(text: str) -> None:
    assert severities(text, "sato@beta.example") == []


def test_mail_among_own_people_is_quiet() -> None:
    assert severities("株式会社アクメ 佐藤様", f"sato@{OWN_DOMAIN}") == []


def test_where_nothing_is_known_it_says_nothing() -> None:
    assert severities("株式会社アクメ 佐藤様", "sato@beta.example", knowledge=NothingKnown()) == []


def test_a_person_with_a_company_s_name_who_is_there_is_fine() -> None:
    known = Known(organisations_called={"鈴木": ["suzuki.example"]})
    assert severities("鈴木様", "suzuki@beta.example", knowledge=known) == []


def test_two_firms_of_one_beginning_are_told_apart_where_both_are_known() -> None:
    known = Known(
        organisations_called={"ヒカリ電機": ["hikari-denki.example"]},
        company_names={"hikari-kagaku.example": ["ヒカリ化学"]},
    )
    to = "sato@hikari-kagaku.example"
    assert severities("ヒカリ電機 ご担当者様", to, knowledge=known) == [Severity.DANGER]
    assert severities("ヒカリ電機 ご担当者様", "sato@hikari.example", knowledge=known) == []
