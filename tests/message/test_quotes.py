"""New text and quoted text are told apart, in plain text of many programs and tongues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.mail import Text
from mailguard.message.flowed import plain_lines
from mailguard.message.lines import Line
from mailguard.message.quotes import quotations
from mailguard.message.text import text_of
from tests.timing import within


def apart(text: str) -> Text:
    return text_of(quotations([Line(line) for line in text.split("\n")]))


@pytest.mark.parametrize(
    "below",
    [
        "> old\n> old",
        "On 2026/11/24 12:34, Hanako wrote:\n> old",
        "On Tue, Nov 24, 2026 at 12:34 PM Hanako Tanaka\n<hanako@acme.example> wrote:\n\n> old",
        "2026年11月24日(火) 12:34 田中花子 <hanako@acme.example>:\n> old",
        "田中さんは書きました:\n> old",
        "Am 24.11.26 um 12:34 schrieb Hanako:\n> old",
        "＞ old",
        "-----Original Message-----\nFrom: Hanako\nold",
        "-----元のメッセージ-----\n差出人: 田中\nold",
        "-------- Forwarded Message --------\nSubject: x\nold",
        "---------- Forwarded message ---------\nold",
        "Begin forwarded message:\n\nold",
        "From: Hanako\nSent: Tuesday, November 24, 2026\nTo: Taro\nSubject: x\n\nold",
        "*From:* Hanako\n*Date:* Tuesday\n*Subject:* x\nold",
        "差出人: 田中 花子\n送信日時: 2026年11月24日\n宛先: 山田\n件名: x\n\nold",
    ],
)
def test_what_is_below_is_quoted(below: str) -> None:
    found = apart(f"Thank you.\nTaro\n\n{below}\n")
    assert found.new == "Thank you.\nTaro\n"
    assert found.quoted.strip() == below.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Hello,\nthis is new.",
        "The price is:\n- one",
        "From: Tokyo\nTo: Osaka\nDate: Monday",
        "-----\nTaro Yamada\n-----",
        "a -> b",
        "On Monday I wrote:\nyes",
    ],
)
def test_text_without_quotation_is_all_new(text: str) -> None:
    assert apart(text) == Text(f"{text}\n", "")


def test_answers_between_quotations_are_new() -> None:
    found = apart("On 2026/11/24, Hanako wrote:\n> one?\nyes\n\n> two?\nno\n")
    assert found.new == "yes\n\nno\n"


def test_text_below_a_divider_is_quoted_whatever_it_says() -> None:
    assert apart("new\n-----Original Message-----\nold\n\nolder").new == "new\n"


@given(st.lists(st.text(st.characters(exclude_characters="\n\r"), max_size=20), max_size=12))
def test_no_line_is_lost(lines: list[str]) -> None:
    found = text_of(quotations([Line(line) for line in lines]))
    kept = sorted(line.strip() for line in (found.new + found.quoted).splitlines() if line.strip())
    meant = "\n".join(lines).splitlines()
    assert kept == sorted(line.strip() for line in meant if line.strip())


@pytest.mark.parametrize(
    "unit", ["> \n", "From: x\n", "\n", "On x wrote:\n", "-" * 100 + "\n", " " * 1000 + "\n"]
)
def test_a_hostile_text_takes_no_time(unit: str) -> None:
    with within(3):
        apart(unit * (500_000 // len(unit)))


FLOWED = {"format": "flowed"}


@pytest.mark.parametrize(
    ("text", "parameters", "lines"),
    [
        ("one \r\ntwo\r\n", FLOWED, ["one two", ""]),
        ("one \ntwo", {"format": "flowed", "delsp": "yes"}, ["onetwo"]),
        (" >no quote\n", FLOWED, [">no quote", ""]),
        ("> one \n> two\n", FLOWED, ["> one two", ""]),
        ("> one \nnew", FLOWED, ["> one ", "new"]),
        ("-- \nTaro", FLOWED, ["-- ", "Taro"]),
        ("one \ntwo", {}, ["one ", "two"]),
        ("ends flowing ", FLOWED, ["ends flowing "]),
    ],
)
def test_flowed_lines_are_put_together(
    text: str, parameters: dict[str, str], lines: list[str]
) -> None:
    assert [line.text for line in plain_lines(text, parameters)] == lines
