"""What a policy would have done with past mails is counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from mailguard.domain.consequence import Approval, Fired, Preparation, Remark
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.inspection import Act, Decision, Demand, Inspection, Preview
from mailguard.domain.mail import Correspondents, MailKind
from mailguard.domain.rule import Bcc, Encrypt, Layer, Mode, Placed, Rule, Then
from mailguard.policy.backtest import Backtest, Effect, Load
from tests.mails import a_recipient, an_address

MONDAY = datetime(2026, 3, 2, 9, 0).astimezone()
TUESDAY = datetime(2026, 3, 3, 9, 0).astimezone()
BOSS = an_address("boss@example.co.jp")
DEPUTY = an_address("deputy@example.co.jp")


def a_rule(rule_id: str, then: Then | None = None, mode: Mode = Mode.ON) -> Placed:
    return Placed(Rule(rule_id, then or Then(tick="Sure?"), mode=mode), Layer.ORGANISATION)


def fired(rule_id: str, mode: Mode = Mode.ON, *evidence: str) -> Fired:
    return Fired(Layer.ORGANISATION, rule_id, rule_id, mode, evidence)


def an_approval(*people: Any, rule: str = "organisation/a") -> Approval:
    return Approval(rule, "A", "manager", people)


def an_inspection(
    *, severity: Severity | None = None, people: int = 1, unchecked: bool = False, **decision: Any
) -> Inspection:
    recipients = tuple(a_recipient(f"r{number}@acme.example") for number in range(people))
    findings = (Finding("keyword", severity, "A word"),) if severity else ()
    return Inspection(
        Preview("Prices", MailKind.ORDINARY, Correspondents(), recipients),
        (),
        "",
        False,
        False,
        findings,
        Decision(**({"demands": ()} | decision)),
        b"",
        ("The zip is locked.",) if unchecked else (),
    )


def test_rules_are_counted_and_those_that_never_fired_are_there_too() -> None:
    backtest = Backtest([a_rule("a"), a_rule("b"), a_rule("c", mode=Mode.MONITOR)])
    for _ in range(3):
        backtest.add(an_inspection(rules=(fired("a"), fired("c", Mode.MONITOR))), MONDAY)
    backtest.add(an_inspection(), TUESDAY)
    report = backtest.report()
    assert [(rule.rule, rule.mode, rule.fired) for rule in report.rules] == [
        ("organisation/a", Mode.ON, 3),
        ("organisation/b", Mode.ON, 0),
        ("organisation/c", Mode.MONITOR, 3),
    ]
    assert (report.mails, report.share(3)) == (4, 75.0)
    assert (report.first, report.last) == (date(2026, 3, 2), date(2026, 3, 3))


def test_no_mails_are_no_failure() -> None:
    report = Backtest([a_rule("a")]).report()
    assert (report.mails, report.share(0), report.first) == (0, 0.0, None)


def test_a_rule_says_what_it_asks_for() -> None:
    then = Then(confirm=False, delay=0.0, tick="Sure?", bcc=Bcc(), add_cc=("manager",))
    (rule,) = Backtest([a_rule("a", then)]).report().rules
    assert rule.asks == ("confirm", "tick", "delay", "bcc", "add_cc")


def test_as_many_examples_are_kept_as_are_wished_for() -> None:
    backtest = Backtest([a_rule("a")], examples=2)
    for _ in range(5):
        rules = (fired("a", Mode.ON, "secret"),)
        backtest.add(an_inspection(people=30, rules=rules), MONDAY)
    (rule,) = backtest.report().rules
    first, _second = rule.examples
    assert (first.at, first.subject, first.evidence) == (MONDAY, "Prices", ("secret",))
    assert (len(first.recipients), first.people) == (20, 30)


@pytest.mark.parametrize(
    ("effect", "decision"),
    [
        (Effect.REFUSED, {"refusals": (Remark("organisation/a", "A", "No."),)}),
        (Effect.APPROVAL, {"approvals": (an_approval(BOSS),)}),
        (Effect.HELD, {"hold": True}),
        (Effect.DELAYED, {"rule_delay": 5.0}),
        (Effect.DELAYED, {"not_before": TUESDAY}),
        (Effect.ASKED, {"demands": (Demand("rule:organisation/a:tick", Act.TICK),)}),
        (Effect.ASKED, {"demands": (Demand("open:0", Act.OPEN),)}),
        (Effect.TOLD, {"said": (Remark("organisation/a", "A", "Mind."),)}),
        (Effect.CONVERTED, {"preparation": Preparation(bcc=Bcc())}),
        (Effect.CONVERTED, {"preparation": Preparation(tags=("[Secret]",))}),
        (Effect.ENCRYPTED, {"preparation": Preparation(encrypt=Encrypt())}),
        (Effect.LINKED, {"preparation": Preparation(link=True)}),
        (Effect.NOTED, {"notify": (BOSS,)}),
        (Effect.UNREVIEWED, {"needs_answer": False}),
    ],
)
def test_what_would_have_become_of_mails_is_counted(
    effect: Effect, decision: dict[str, Any]
) -> None:
    backtest = Backtest([a_rule("a")])
    backtest.add(an_inspection(**decision), MONDAY)
    backtest.add(an_inspection(delay=60.0), MONDAY)  # a setting, and no rule, delays it
    counts = backtest.report().effects
    assert {each: count for each, count in counts.items() if count} == {effect: 1}


def test_whoever_approves_is_counted_by_day() -> None:
    backtest = Backtest([a_rule("a")])
    both = (an_approval(BOSS, DEPUTY), an_approval(BOSS, rule="organisation/b"))
    for at in (MONDAY, TUESDAY, TUESDAY, None):
        backtest.add(an_inspection(approvals=both), at)
    backtest.add(an_inspection(approvals=(an_approval(BOSS),)), MONDAY)
    boss, deputy = backtest.report().approvals
    assert boss == Load(BOSS.key, 5, ((MONDAY.date(), 2), (TUESDAY.date(), 2)))
    assert boss.worst == (MONDAY.date(), 2)
    assert (deputy.mails, deputy.worst) == (4, (TUESDAY.date(), 2))


def test_interruptions_are_those_of_rules_and_of_checks() -> None:
    backtest = Backtest([a_rule("a")])
    asks = (Demand("rule:organisation/a:tick", Act.TICK),)
    usual = (Demand("organisation:acme.example", Act.TICK),)
    backtest.add(an_inspection(demands=usual, severity=Severity.NOTICE), MONDAY)
    backtest.add(an_inspection(severity=Severity.WARNING), MONDAY)
    backtest.add(an_inspection(severity=Severity.DANGER, demands=asks), MONDAY)
    backtest.add(an_inspection(demands=asks), MONDAY)
    report = backtest.report()
    assert (report.interrupted, report.interrupted_by_rules) == (3, 2)


def test_refusals_that_no_rule_wants_are_told_apart() -> None:
    rules = [a_rule("a", Then(approval=("manager",))), a_rule("b", Then(refuse="No."))]
    backtest = Backtest(rules)
    nobody = Remark("organisation/a", "A", "Nobody is known.")
    unable = Remark("", "an approval", "This cannot be done yet.")
    wanted = Remark("organisation/b", "B", "No.")
    for _ in range(2):
        backtest.add(an_inspection(refusals=(nobody, unable, wanted)), MONDAY)
    report = backtest.report()
    assert [rule.unknown for rule in report.rules] == [2, 0]
    assert report.refusals == {"This cannot be done yet.": 2}


def test_mails_that_could_not_be_checked_in_whole_are_counted() -> None:
    backtest = Backtest([])
    backtest.add(an_inspection(unchecked=True), MONDAY)
    assert backtest.report().incomplete == 1
