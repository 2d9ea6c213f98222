"""What a rule cannot mean."""

from __future__ import annotations

import pytest

from mailguard.domain.condition import (
    OfHeader,
    OfText,
    OfTime,
    OfTransport,
    OfWords,
    When,
)
from mailguard.domain.rule import AddedText, Bcc, Rule, Schedule, Then
from mailguard.policy.contradictions import Key, contradictions

NO_REVIEW = Then(confirm=False)
HOLD = Then(hold=True)


def keys(then: Then = HOLD, when: When | None = None) -> list[Key]:
    return [each.key for each in contradictions(Rule("a", then, when or When()))]


@pytest.mark.parametrize(
    "then",
    [
        Then(confirm=True), NO_REVIEW, HOLD, Then(delay=60.0), Then(confirm=False, delay=60.0),
        Then(refuse="No.", say="Why.", confirm=True), Then(confirm=False, bcc=Bcc()),
        Then(set_header={"X-A": "1"}, remove_header=("X-B",)), Then(tick="Yes", type="yes"),
    ],
)  # fmt: skip
def test_what_can_be_meant(then: Then) -> None:
    assert keys(then) == []


@pytest.mark.parametrize(
    ("then", "key"),
    [
        (Then(), ("then",)),
        (Then(delay=0.0), ("then",)),
        (Then(confirm=False, refuse="No."), ("then", "refuse")),
        (Then(confirm=False, say="Look."), ("then", "say")),
        (Then(confirm=False, tick="Yes."), ("then", "tick")),
        (Then(confirm=False, type="yes"), ("then", "type")),
        (Then(confirm=False, justify=True), ("then", "justify")),
        (Then(confirm=False, open_attachments=True), ("then", "open_attachments")),
        (Then(confirm=False, approval=("manager",)), ("then", "approval")),
        (Then(refuse="No.", delay=60.0), ("then", "delay")),
        (Then(refuse="No.", bcc=Bcc()), ("then", "bcc")),
        (Then(refuse="No.", notify=("manager",)), ("then", "notify")),
        (Then(schedule=Schedule.NEXT_WORKING_TIME, delay=60.0), ("then", "delay")),
        (Then(hold=True, delay=60.0), ("then", "delay")),
        (Then(hold=True, schedule=Schedule.NEXT_WORKING_TIME), ("then", "schedule")),
        (Then(type="　"), ("then", "type")),
        (Then(hold=True, say=" "), ("then", "say")),
        (Then(add_text=AddedText("")), ("then", "add_text", "text")),
        (Then(set_header={"X-A": "1"}, remove_header=("x-a",)), ("then", "set_header", "X-A")),
        (Then(set_header={"X-A": "1", "x-a": "2"}), ("then", "set_header", "x-a")),
    ],
)
def test_wishes_that_contradict_each_other(then: Then, key: Key) -> None:
    assert keys(then) == [key]


@pytest.mark.parametrize(
    ("when", "key"),
    [
        (When(subject=OfWords()), ("when", "subject")),
        (When(any=(When(), When(text=OfText()))), ("when", "any", 1, "text")),
        (When(header=(OfHeader("X-A", words=("a",), absent=True),)), ("when", "header", 0)),
        (When(time=OfTime(office_hours=True, day_off=True)), ("when", "time")),
        (When(none=(When(),)), ("when", "none", 0)),
        (When(none=(When(transport=OfTransport(())),)),
         ("when", "none", 0, "transport", "protection")),
    ],
)  # fmt: skip
def test_conditions_that_never_hold(when: When, key: Key) -> None:
    assert keys(when=when) == [key]


def test_a_condition_that_may_hold() -> None:
    when = When(
        header=(OfHeader("X-A"), OfHeader("X-B", absent=True)),
        time=OfTime(office_hours=False, day_off=True),
        none=(When(subject=OfWords(words=("a",))),),
    )
    assert keys(when=when) == []


def test_it_says_what_to_do() -> None:
    then = Then(confirm=False, tick="Yes.")
    (found,) = contradictions(Rule("a", then))
    assert found.sentence == (
        "“confirm = false” wants no review, and “tick” needs one. Choose one of them."
    )
