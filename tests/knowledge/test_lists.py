"""The organisation's own lists: what is wrong in them is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.domain.recipient import RecipientClass
from mailguard.knowledge.lists import Company, Table, companies_in_file, lists_in_file
from tests.mails import an_address


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_companies_and_their_domains(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "companies.csv"
    path.write_text(
        '会社名,ドメイン\n株式会社アクメ,acme.example\n\n"Beta, Inc.", @BETA.example\n', encoding
    )
    assert companies_in_file(path) == Table(
        (Company("acme.example", "株式会社アクメ"), Company("beta.example", "Beta, Inc.")), ()
    )


@pytest.mark.parametrize("word", ["partner", "Partner", "取引先"])
def test_a_company_may_have_a_class(tmp_path: Path, word: str) -> None:
    path = tmp_path / "companies.csv"
    path.write_text(
        f"company,domain,class\nAcme,acme.example,{word}\nBeta,beta.example,\n", "utf-8"
    )
    acme = Company("acme.example", "Acme", RecipientClass.PARTNER)
    assert companies_in_file(path).rows == (acme, Company("beta.example", "Beta"))


def test_lists_and_their_members(tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"
    path.write_text("all@example.co.jp,ken@acme.example\n", "utf-8")
    all_, ken = an_address("all@example.co.jp"), an_address("ken@acme.example")
    assert lists_in_file(path).rows == ((all_, ken),)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Acme", "A company's name and its domain are needed here."),
        ("Acme,nowhere", "“nowhere” is no domain."),
        (
            "Acme,acme.example,friend",
            "“friend” is no class. It may be own, group, partner or external.",
        ),
        ("株式会社,acme.example", "“株式会社” is no name of a company."),
        ('"Acme,acme.example', "this line cannot be read. Is a quotation mark missing?"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "companies.csv"
    path.write_text(f"company,domain\n{line}\nBeta,beta.example\n", "utf-8")
    found = companies_in_file(path)
    assert found.rows == (Company("beta.example", "Beta"),)
    assert found.problems == (f"{path}, line 2: {problem}",)


def test_a_wrong_member_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"
    path.write_text("all@example.co.jp\nall@example.co.jp,ken\n", "utf-8")
    assert lists_in_file(path).problems == (
        f"{path}, line 1: A list's address and a member's are needed here.",
        f"{path}, line 2: “ken” is no mail address.",
    )


def test_a_missing_file_is_empty_and_an_unreadable_one_is_named(tmp_path: Path) -> None:
    assert companies_in_file(tmp_path / "companies.csv") == Table()
    assert companies_in_file(tmp_path).problems != ()
