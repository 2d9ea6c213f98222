"""How many people a text lists."""

from __future__ import annotations

from mailguard.identifiers.people import MOST, register


def lines(count: int, line: str) -> str:
    return "\n".join(line.format(n=n) for n in range(count))


def test_mail_addresses_are_counted_once_each() -> None:
    text = lines(12, "person{n}@acme.example") + "\nPERSON1@ACME.example"
    assert register(text).number == 12
    assert register(text).kinds == ("mail addresses",)


def test_those_of_the_parties_do_not_count() -> None:
    text = lines(12, "person{n}@mail.acme.example")
    assert register(text, ["acme.example"]).number == 0


def test_telephone_numbers_are_counted_but_not_those_of_call_centres() -> None:
    assert register(lines(10, "090-1234-5{n:03}")).number == 10
    assert register(lines(10, "0120-12-5{n:03}")).number == 0


def test_birthdays_are_dates_under_the_word() -> None:
    dates = lines(12, "1980/01/{n:02}")
    assert register(f"氏名,生年月日\n{dates}").number == 12
    assert register(dates).number == 0


def test_homes_are_counted() -> None:
    text = lines(11, "東京都千代田区丸の内1-{n}丁目")
    assert register(lines(11, "東京都千代田区丸の内{n}番地")).number == 11
    assert register(text).number >= 1


def test_counting_ends_where_more_is_as_bad() -> None:
    assert register(lines(MOST + 50, "p{n}@acme.example")).number == MOST


def test_a_text_without_people_has_none() -> None:
    assert register("お世話になっております。").number == 0


def test_places_of_business_are_nobody_s() -> None:
    offices = "\n".join(f"第{n}営業所,東京都港区芝{n}丁目,03-5550-{n:04}" for n in range(20))
    assert register(offices).number == 0
    assert register(offices.replace("営業所", "顧客")).number == 20


def test_people_at_places_of_business_are_somebody_s() -> None:
    mobiles = "\n".join(f"第{n}営業所,090-5550-{n:04}" for n in range(20))
    assert register(mobiles).number == 20
    names = "会社,氏名,電話\n" + "\n".join(f"第{n}商店,甲,03-5550-{n:04}" for n in range(20))
    assert register(names).number == 20
    assert register(names.replace("氏名", "所在")).number == 0
