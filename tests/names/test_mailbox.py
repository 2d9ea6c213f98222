"""A name goes with a mailbox, does not, or nothing is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.address import Address
from mailguard.names.mailbox import fits


def at(local: str, domain: str = "acme.example") -> Address:
    return Address(local, domain)


@pytest.mark.parametrize(
    ("name", "locals_"),
    [
        (
            "佐藤",
            "sato satou t.sato sato-t taro_sato taro.sato tsato satot sato01 tarosato satotaro",
        ),
        ("大谷", "otani ohtani oya k.ootani"),
        ("中島", "nakajima nakashima"),
        ("菅", "suga kan"),
        ("東海林", "shoji tokairin"),
        ("本間", "honma homma"),
        ("髙橋", "takahashi"),
        ("渡邉", "watanabe.h"),
        ("小野", "ono kono"),
        ("スミス", "smith j.smith john.smith jsmith"),
        ("ジョン・スミス", "smith"),
        ("Smith", "john.smith jsmith"),
        ("Bob", "robert.jones bob"),
        ("佐藤太郎", "sato taro"),
        ("純一", "junichi"),
    ],
)
def test_the_name_is_in_the_local_part(name: str, locals_: str) -> None:
    assert [local for local in locals_.split() if fits(name, at(local)) is not True] == []


@pytest.mark.parametrize(
    ("name", "locals_"),
    [
        ("佐藤", "tanaka t.tanaka ttanaka tanakat hanako.tanaka john.smith k-yamamoto l.clark"),
        ("森", "morita"),
        ("森田", "mori"),
        ("スミス", "mary.brown tanaka shimizu"),
        ("John", "mary mary.brown"),
        ("Tanaka", "sato"),
    ],
)
def test_the_local_part_is_another_name(name: str, locals_: str) -> None:
    assert [local for local in locals_.split() if fits(name, at(local)) is not False] == []


@pytest.mark.parametrize(
    ("name", "locals_"),
    [
        ("佐藤", "info sales support order tanaka.sales soumu eigyo a1234 x7k2 ts taro hanako"),
        ("佐藤", "bluesky happy.cat user20 t k.nukui jsmith"),
        ("John", "jsmith info"),
        ("Smith", "mary"),
        ("亜久目", "tanaka"),
        ("王", "tanaka"),
    ],
)
def test_roles_and_what_says_nothing_never_contradict(name: str, locals_: str) -> None:
    assert [local for local in locals_.split() if fits(name, at(local)) is not None] == []


def test_a_shop_s_name_in_its_address_is_nobody_s() -> None:
    assert fits("佐藤", at("aoki", "aoki-koumuten.example")) is None


def test_a_display_name_decides_where_the_address_says_nothing() -> None:
    assert fits("佐藤", at("a1234"), ["佐藤 花子"]) is True
    assert fits("佐藤", at("a1234"), ["田中 花子"]) is False
    assert fits("佐藤", at("info"), ["田中 花子"]) is None
    assert fits("佐藤", at("tanaka"), ["田中 花子", "佐藤 花子"]) is True


def test_a_mailbox_of_several_people_never_contradicts() -> None:
    assert fits("佐藤", at("x7k2"), ["田中 花子", "鈴木"]) is None


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.lists(st.text(max_size=30)))
def test_any_text_may_be_asked_about(name: str, local: str, names: list[str]) -> None:
    assert fits(name, at(local), names) in {True, False, None}
