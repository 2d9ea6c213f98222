"""The check hr-data."""

from __future__ import annotations

import pytest

from mailguard.checks.hr_data import hr_data
from mailguard.domain.content import Content
from mailguard.domain.finding import Severity
from tests.checks.knowing import NothingKnown
from tests.mails import a_mail, an_attachment

SLIP = "社員番号 1024\n基本給 300,000\n健康保険料 15,000\n所得税 8,000\n差引支給額 250,000"


def severities(name: str, text: str = "", to: str = "hanako@acme.example") -> list[Severity]:
    mail = a_mail(to=[to], attachments=[an_attachment(name)], contents=[Content(text)])
    return [f.severity for f in hr_data.findings(mail, NothingKnown(), hr_data.settings)]


def test_the_fields_of_a_pay_slip_are_a_danger() -> None:
    assert severities("data.xlsx", SLIP) == [Severity.DANGER]


@pytest.mark.parametrize(
    "name", ["給与明細_佐藤.pdf", "人事評価2026.xlsx", "Payslip_Sato.pdf", "履歴書（鈴木）.docx"]
)
def test_a_name_that_says_so_is_warned_of(name: str) -> None:
    assert severities(name) == [Severity.WARNING]


@pytest.mark.parametrize(
    "name",
    ["給与明細システムご提案書.pdf", "履歴書テンプレート.docx", "payroll brochure.pdf",
     "サンプル評価シート.xlsx", "設備履歴書.xlsx", "valve W2.pdf",
     "resume_production_plan.xlsx"],
)  # fmt: skip
def test_offers_and_forms_are_silent(name: str) -> None:
    assert severities(name) == []


def test_a_text_about_pay_is_silent() -> None:
    assert severities("記事.docx", "基本給と賞与の考え方について") == []


def test_few_fields_are_enough_where_a_title_or_a_number_of_staff_says_whose_they_are() -> None:
    assert severities("data.docx", "給与改定通知書\n基本給 312,000\n役職手当 30,000") == [
        Severity.DANGER
    ]
    assert severities("data.xlsx", "社員番号 氏名 等級 賞与額\n1024 東 4 520000") == [
        Severity.DANGER
    ]
    assert severities("給与明細.docx", "基本給 312,000\n通勤手当 8,000") == [Severity.DANGER]


@pytest.mark.parametrize(
    "title", ["求人票", "賃金規程", "給与システム要件定義書", "Employee handbook"]
)
def test_papers_about_pay_for_others_are_silent(title: str) -> None:
    assert severities("data.docx", f"{title}\n{SLIP}") == []


def test_within_the_organisation_it_is_silent() -> None:
    assert severities("data.xlsx", SLIP, to="jiro@example.co.jp") == []
