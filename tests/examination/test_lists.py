"""Wrong lines of the organisation's own lists are named, each with what to do."""

from __future__ import annotations

from pathlib import Path

from mailguard.examination.lists import of_lists
from mailguard.knowledge.organisation_lists import OrganisationLists
from tests.mails import an_address


def test_lists_without_a_mistake_have_nothing(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text("Acme,acme.example\n")
    assert list(of_lists(tmp_path)) == []


def test_each_wrong_line_is_named_and_the_others_are_used(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text("Acme\nBeta,beta.example\nGamma,nowhere\n")
    (tmp_path / "lists.csv").write_text("all@example.co.jp,ken\nall@example.co.jp,k@a.example\n")
    found = list(of_lists(tmp_path))
    places = [c.sentence.partition(": ")[0].removeprefix(str(tmp_path))[1:] for c in found]
    assert places == ["companies.csv, line 1", "companies.csv, line 3", "lists.csv, line 1"]
    assert all(condition.remedy for condition in found)
    assert len({condition.id for condition in found}) == 3
    lists = OrganisationLists(tmp_path)
    lists.refresh()
    assert lists.names == {"beta.example": ("Beta",)}
    assert lists.members(an_address("all@example.co.jp")) == (an_address("k@a.example"),)


def test_of_very_many_the_first_are_named(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text("Acme\n" * 50)
    found = list(of_lists(tmp_path))
    assert len(found) == 21
    assert "30 more lines are wrong" in found[-1].sentence
