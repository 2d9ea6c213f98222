"""Who is who on a day: look-ups of what the files say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mailguard.directory.people import People
from mailguard.directory.rows import staff_in
from mailguard.domain.address import Address

TODAY = date(2026, 11, 24)

FILES = {
    "people": """\
address,name,department,manager,valid_from,valid_until
hanako@example.co.jp,田中 花子,第一営業部,,,
taro@example.co.jp,佐藤 太郎,第一営業部,boss@example.co.jp,,
boss@example.co.jp,山本 一郎,営業部,,,
chief@example.co.jp,鈴木 次郎,本社,,,
gone@example.co.jp,高橋,第一営業部,,,2026-03-31
soon@example.co.jp,伊藤,第一営業部,,2027-04-01,
""",
    "departments": """\
department,parent,head
第一営業部,営業部,hanako@example.co.jp
営業部,本社,boss@example.co.jp
本社,,chief@example.co.jp
""",
    "deputies": """\
address,deputy,valid_from,valid_until
boss@example.co.jp,hanako@example.co.jp,2026-11-20,2026-11-24
boss@example.co.jp,taro@example.co.jp,2026-11-01,
boss@example.co.jp,chief@example.co.jp,2026-11-25,
""",
    "groups": """\
group,member
プロジェクトＡ,taro@example.co.jp
プロジェクトA,第一営業部
プロジェクトA,partner@acme.example
round,go
go,round
""",
    "lists": """\
list,member
all@example.co.jp,@example.co.jp
sales@example.co.jp,hanako@example.co.jp
sales@example.co.jp,all@example.co.jp
""",
    "addresses": "address,name\nito@beta.example,伊藤\n@gamma.example,ガンマ\n",
}


def an(address: str) -> Address:
    return Address.parse(address if "@" in address else f"{address}@example.co.jp")


@pytest.fixture
def people(tmp_path: Path) -> People:
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8-sig")
    staff, problems = staff_in(tmp_path)
    assert problems == ()
    return People(staff, TODAY)


def test_somebody_belongs_to_a_department_and_to_those_above_it(people: People) -> None:
    assert set(people.groups_of(an("TARO"))) == {
        *("第一営業部", "営業部", "本社", "プロジェクトＡ"),
        *("all@example.co.jp", "sales@example.co.jp"),
    }


def test_who_has_left_and_who_has_not_come_yet_belong_nowhere(people: People) -> None:
    whole_domain = {"all@example.co.jp", "sales@example.co.jp"}
    assert set(people.groups_of(an("gone"))) == whole_domain
    assert people.department_of(an("soon")) == ""


def test_a_list_may_name_a_whole_domain_with_those_below_it(people: People) -> None:
    assert "all@example.co.jp" in people.groups_of(an("x@tokyo.example.co.jp"))
    assert people.groups_of(an("x@notexample.co.jp")) == ()


def test_groups_are_found_whatever_their_width_and_case(people: People) -> None:
    assert people.has_group("ﾌﾟﾛｼﾞｪｸﾄa")
    assert not people.has_group("プロジェクトB")


def test_members_of_a_group_are_those_of_its_departments_too(people: People) -> None:
    found = {str(member) for member in people.members("プロジェクトa")}
    assert found == {"taro@example.co.jp", "hanako@example.co.jp", "partner@acme.example"}


def test_a_list_within_a_list_is_no_member_itself(people: People) -> None:
    assert people.members("sales@example.co.jp") == (an("hanako"),)


def test_groups_that_contain_each_other_are_no_riddle(people: People) -> None:
    assert people.members("round") == ()


def test_a_manager_is_named_or_leads_the_department(people: People) -> None:
    assert people.manager_of(an("taro")) == an("boss")
    assert people.manager_of(an("hanako")) == an("boss"), "she leads her own department herself"
    assert people.manager_of(an("boss")) == an("chief")
    assert people.manager_of(an("chief")) is None
    assert people.manager_of(an("stranger@acme.example")) is None


def test_a_department_has_a_head(people: People) -> None:
    assert people.head_of("第一営業部") == an("hanako")
    assert people.head_of("総務部") is None


def test_deputies_stand_in_from_their_first_day_to_their_last(people: People) -> None:
    assert people.deputies_of(an("boss")) == (an("hanako"), an("taro"))


def test_an_address_book_names_people_and_domains(people: People) -> None:
    for address in ("ito@beta.example", "anybody@gamma.example", "taro@example.co.jp"):
        assert people.is_registered(an(address)), address
    assert not people.is_registered(an("other@beta.example"))
