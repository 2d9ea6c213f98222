"""The verdict of rules about one mail."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mailguard.domain.condition import OfMail, OfText, OfTransport, OfWords, Protection, When
from mailguard.domain.consequence import Approval, Fired, Preparation, Remark
from mailguard.domain.inspection import Act, Demand
from mailguard.domain.rule import AddedText, Bcc, Encrypt, Layer, Mode, Placed, Schedule, Then
from mailguard.domain.verdict import Verdict, is_at_least_as_strict
from mailguard.policy import pattern
from mailguard.policy.pattern import PatternError
from mailguard.policy.ruleset import Ruleset, verdict_of
from mailguard.policy.situation import Situation
from tests.mails import SENDER, TODAY, a_mail, an_address, an_attachment
from tests.policy.any_rules import rules, situations
from tests.policy.situations import Company, a_rule, a_situation

BOSS, HANAKO = an_address("boss@example.co.jp"), an_address("hanako@acme.example")
DEPUTY = an_address("deputy@example.co.jp")
few = settings(max_examples=40)  # mails and rules have many parts
NAME, TITLE = "organisation/a-rule", "A title"


def verdict(then: Then, situation: Situation | None = None) -> Verdict:
    """Of one rule that always holds."""
    return verdict_of([a_rule(then, title=TITLE)], situation or a_situation())


@few
@given(st.lists(rules, max_size=4), rules, situations())
def test_one_more_rule_never_loosens(each: list[Placed], more: Placed, now: Situation) -> None:
    before, after = verdict_of(each, now), verdict_of([*each, more], now)
    if more.rule.then.confirm is not False:
        assert is_at_least_as_strict(after, before)
    assert is_at_least_as_strict(after, replace(before, confirm=after.confirm))


@few
@given(st.lists(rules, max_size=4), rules, situations())
def test_a_rule_that_wants_no_review_changes_nothing_that_others_ask_for(
    each: list[Placed], more: Placed, now: Situation
) -> None:
    silent = replace(more, rule=replace(more.rule, then=Then(confirm=False)))
    before, after = verdict_of(each, now), verdict_of([*each, silent], now)
    assert replace(after, confirm=None, fired=()) == replace(before, confirm=None, fired=())
    assert after.confirm == before.confirm or (before.confirm is None and after.confirm is False)
    assert after.asks == before.asks


@few
@given(st.lists(rules, max_size=5), situations(), st.integers())
def test_the_order_of_rules_does_not_matter(each: list[Placed], now: Situation, seed: int) -> None:
    shuffled = random.Random(seed).sample(each, len(each))
    assert verdict_of(shuffled, now) == verdict_of(each, now)


@few
@given(st.lists(rules, max_size=4), rules, situations(), st.sampled_from([Mode.OFF, Mode.MONITOR]))
def test_a_rule_that_is_off_or_watched_changes_nothing_but_the_list(
    each: list[Placed], more: Placed, now: Situation, mode: Mode
) -> None:
    quiet = replace(more, rule=replace(more.rule, mode=mode))
    before, after = verdict_of(each, now), verdict_of([*each, quiet], now)
    assert replace(after, fired=()) == replace(before, fired=())
    listed = set(after.fired) - set(before.fired)
    assert all(fired.mode is Mode.MONITOR and fired.id == more.rule.id for fired in listed)
    assert mode is Mode.MONITOR or not listed


@few
@given(st.lists(rules, max_size=3), situations())
def test_rules_that_were_made_ready_say_the_same_of_every_mail(
    each: list[Placed], now: Situation
) -> None:
    ready = Ruleset(each)
    assert ready.verdict(now) == ready.verdict(now) == verdict_of(each, now)


def test_without_rules_nothing_is_asked_for() -> None:
    assert verdict_of([], a_situation()) == Verdict()


def test_why_a_rule_fired_is_told() -> None:
    when = When(subject=OfWords(words=("greetings",)))
    watched = a_rule(Then(hold=True), when, mode=Mode.MONITOR, layer=Layer.USER)
    found = verdict_of([watched, a_rule(Then(say="Look."), rule_id="b")], a_situation())
    evidence = ("“greetings” in the subject",)
    assert set(found.fired) == {
        Fired(Layer.ORGANISATION, "b", "b", Mode.ON),
        Fired(Layer.USER, "a-rule", "a-rule", Mode.MONITOR, evidence),
    }
    assert found.said == (Remark("organisation/b", "b", "Look."),)
    assert not found.hold


def test_what_the_user_has_to_do() -> None:
    mail = a_mail(attachments=[an_attachment("plan.pdf"), an_attachment("logo.png", inline=True)])
    then = Then(tick="I looked.", type=" acme ", justify=True, open_attachments=True)
    assert set(verdict(then, a_situation(mail)).demands) == {
        Demand(f"rule:{NAME}:tick", Act.TICK, label="I looked."),
        Demand(f"rule:{NAME}:type", Act.TYPE, "acme", label="To go on, type acme"),
        Demand(
            f"rule:{NAME}:justify",
            Act.REASON,
            label="“A title”: write why it may leave. The reason is kept with the mail.",
        ),
        Demand("open:0", Act.OPEN, label="Please open plan.pdf first."),
    }


def test_when_it_may_leave() -> None:
    evening = TODAY.replace(hour=20, minute=15, second=0)
    waiting = verdict(Then(schedule=Schedule.NEXT_WORKING_TIME), a_situation(now=evening))
    assert waiting.not_before == evening.replace(day=25, hour=9, minute=0)
    noon = a_situation(now=evening.replace(hour=12))
    assert verdict(Then(schedule=Schedule.NEXT_WORKING_TIME), noon).not_before is None
    assert verdict(Then(delay=300.0, hold=True)) == Verdict(
        (Fired(Layer.ORGANISATION, "a-rule", TITLE, Mode.ON),), delay=300.0, hold=True
    )


def test_what_becomes_of_the_mail() -> None:
    then = Then(
        bcc=Bcc(),
        add_cc=("manager", str(HANAKO)),
        add_bcc=("sender",),
        set_header={"X-Class": "internal"},
        remove_header=("X-Mailer",),
        encrypt=Encrypt(),
        link=True,
        tag="[external]",
        add_text=AddedText("Hello."),
        notify=("group:Board",),
    )
    company = Company({"Board": [str(BOSS)]}, manager=str(BOSS))
    found = verdict(then, a_situation(directory=company))
    assert found.preparation == Preparation(
        bcc=Bcc(),
        add_cc=tuple(sorted((BOSS, HANAKO))),
        add_bcc=(an_address(SENDER),),
        set_header=(("X-Class", "internal"),),
        remove_header=("x-mailer",),
        encrypt=Encrypt(),
        link=True,
        tags=("[external]",),
        texts=(AddedText("Hello."),),
    )
    assert found.notify == (BOSS,)
    assert found.refusals == ()


@pytest.mark.parametrize(
    ("who", "company", "people"),
    [
        ("manager", Company(manager=str(BOSS)), (BOSS,)),
        ("manager", Company(manager=str(BOSS), deputies=[str(DEPUTY)]), (BOSS, DEPUTY)),
        ("manager", Company(manager=SENDER, deputies=[str(DEPUTY)]), (DEPUTY,)),
        ("department-head", Company(head=str(BOSS)), (BOSS,)),
        ("department-head", Company(head=SENDER, manager=str(DEPUTY)), (DEPUTY,)),
        ("group:Board", Company({"Board": [SENDER, str(BOSS)]}), (BOSS,)),
        (str(BOSS), Company(), (BOSS,)),
    ],
)
def test_who_has_to_agree(who: str, company: Company, people: tuple[object, ...]) -> None:
    found = verdict(Then(approval=(who,)), a_situation(directory=company))
    assert found.approvals == (Approval(NAME, TITLE, who, people),)  # type: ignore[arg-type]  # addresses
    assert found.refusals == ()


@pytest.mark.parametrize(
    ("then", "who"),
    [
        (Then(approval=("manager",)), "your manager"),
        (Then(approval=("department-head",)), "the head of your department"),
        (Then(approval=("group:Board",)), "the group Board"),
        (Then(approval=(SENDER,)), SENDER),
        (Then(add_cc=("manager",)), "your manager"),
        (Then(add_bcc=("group:Board",)), "the group Board"),
        (Then(notify=("manager",)), "your manager"),
    ],
)
def test_whom_the_directory_does_not_know_keeps_the_gate_shut(then: Then, who: str) -> None:
    (refusal,) = verdict(then, a_situation()).refusals
    assert refusal == Remark(
        NAME,
        TITLE,
        f"This rule needs {who}, but your organisation's directory does not say who that is. "
        "Please tell whoever looks after it.",
    )


def test_a_field_cannot_have_two_values() -> None:
    one, other, same = (
        a_rule(Then(set_header={name: value}), rule_id=value + name)
        for name, value in (("X-Class", "public"), ("x-class", "secret"), ("x-class", "public"))
    )
    assert verdict_of([one, same], a_situation()).refusals == ()
    (refusal,) = verdict_of([one, other, same], a_situation()).refusals
    assert refusal.sentence.startswith("Rules of your organisation set the field x-class to diff")


def test_a_rule_that_cannot_be_decided_fires(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "PATIENCE", 0.0)
    when = When(none=(When(text=OfText(pattern=("a+(b|c)",))),))
    found = verdict_of([a_rule(Then(hold=True), when)], a_situation(a_mail(text="a" * 50_000)))
    assert found.hold
    assert found.fired[0].evidence == ("a text could not be searched for “a+(b|c)” in time",)


def test_what_nobody_looked_at_counts_as_found() -> None:
    unsafe = When(transport=OfTransport((Protection.NONE,)))
    (fired,) = verdict_of([a_rule(Then(hold=True), unsafe)], a_situation()).fired
    assert fired.evidence == ("how the ways to the recipients are protected was not looked at",)
    safe = {"acme.example": Protection.SECURE}
    assert verdict_of([a_rule(Then(hold=True), unsafe)], a_situation(protection=safe)) == Verdict()
    inside = When(mail=OfMail(reply=True), transport=unsafe.transport)
    assert verdict_of([a_rule(Then(hold=True), inside)], a_situation()) == Verdict()


def test_rules_whose_pattern_cannot_be_used_are_not_made_ready() -> None:
    broken = a_rule(Then(hold=True), When(any=(When(text=OfText(pattern=("(",))),)))
    with pytest.raises(PatternError):
        Ruleset([broken])
    Ruleset([replace(broken, rule=replace(broken.rule, mode=Mode.OFF))])
