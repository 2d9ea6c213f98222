"""What rules add to a decision."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailguard.domain.consequence import Fired, Remark
from mailguard.domain.finding import Severity
from mailguard.domain.inspection import Act, Decision, Demand
from mailguard.domain.mail import MailKind
from mailguard.domain.recipient import Recipient
from mailguard.domain.rule import Layer, Mode, Placed
from mailguard.domain.settings import Delay, Settings
from mailguard.domain.verdict import Verdict
from mailguard.policy.decision import Case, decide
from mailguard.policy.ruleset import verdict_of
from mailguard.policy.situation import Situation
from tests.mails import TODAY, a_recipient, an_acquaintance
from tests.policy.any_rules import rules, situations
from tests.policy.situations import a_finding

KNOWN = a_recipient("hanako@acme.example", known=an_acquaintance())
STRANGER = a_recipient("ken@beta.example")
TICK = Demand("rule:organisation/a:tick", Act.TICK, label="I looked.")
REMARK = Remark("organisation/a", "A", "So it is.")


def decision(
    verdict: Verdict, *recipients: Recipient, kind: MailKind = MailKind.ORDINARY
) -> Decision:
    case = Case(kind, recipients or (KNOWN,), (), (), frozenset())
    return decide(case, Settings(delay=Delay(external=60.0)), TODAY, verdict)


def test_demands_come_behind_those_of_the_settings() -> None:
    found = decision(Verdict(demands=(TICK,)), STRANGER)
    assert [demand.id for demand in found.demands] == ["organisation:beta.example", TICK.id]


@pytest.mark.parametrize(("asked", "delay"), [(0.0, 60.0), (59.0, 60.0), (300.0, 300.0)])
def test_the_longer_delay_counts(asked: float, delay: float) -> None:
    assert decision(Verdict(delay=asked)).delay == delay


def test_everything_else_is_handed_on() -> None:
    fired = Fired(Layer.USER, "a", "A", Mode.MONITOR)
    verdict = Verdict((fired,), said=(REMARK,), refusals=(REMARK,), hold=True, not_before=TODAY)
    found = decision(verdict)
    assert (found.rules, found.said, found.refusals) == ((fired,), (REMARK,), (REMARK,))
    assert found.hold
    assert found.not_before == TODAY


@pytest.mark.parametrize(
    ("verdict", "recipient", "needs_answer"),
    [
        (Verdict(), KNOWN, True),
        (Verdict(confirm=False), KNOWN, False),
        (Verdict(confirm=False, delay=300.0, hold=True), KNOWN, False),
        (Verdict(confirm=False), STRANGER, True),
        (Verdict(confirm=False, demands=(TICK,)), KNOWN, True),
        (Verdict(confirm=False, said=(REMARK,)), KNOWN, True),
        (Verdict(confirm=False, refusals=(REMARK,)), KNOWN, True),
        (Verdict(confirm=True), KNOWN, True),
    ],
)
def test_there_is_no_review_only_where_a_rule_says_so_and_nothing_asks(
    verdict: Verdict, recipient: Recipient, *, needs_answer: bool
) -> None:
    assert decision(verdict, recipient).needs_answer is needs_answer


@pytest.mark.parametrize(
    ("verdict", "needs_answer"),
    [
        (Verdict(), False),
        (Verdict(delay=300.0), False),
        (Verdict(confirm=True), True),
        (Verdict(demands=(TICK,)), True),
        (Verdict(refusals=(REMARK,)), True),
    ],
)
def test_a_receipt_is_reviewed_where_a_rule_asks(verdict: Verdict, *, needs_answer: bool) -> None:
    found = decision(verdict, kind=MailKind.RECEIPT)
    assert found.needs_answer is needs_answer
    assert found.delay == verdict.delay


def test_a_danger_is_reviewed_whatever_a_rule_says() -> None:
    danger = a_finding(severity=Severity.DANGER)
    case = Case(MailKind.ORDINARY, (KNOWN,), (), (danger,), frozenset())
    assert decide(case, Settings(), TODAY, Verdict(confirm=False)).needs_answer


@settings(max_examples=40)
@given(st.lists(rules, max_size=3), situations())
def test_rules_never_take_anything_from_the_settings(each: list[Placed], now: Situation) -> None:
    mail = now.mail
    case = Case(mail.kind, mail.recipients, mail.attachments, tuple(now.findings), frozenset())
    verdict = verdict_of(each, now)
    without, found = (decide(case, Settings(), TODAY, one) for one in (Verdict(), verdict))
    assert set(without.demands) <= set(found.demands)
    assert found.delay >= without.delay
    assert found.needs_answer or verdict.confirm is False or not without.needs_answer
    assert found.needs_answer or not found.demands
    assert msgspec.json.decode(msgspec.json.encode(found), type=Decision) == found
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Decision) == found


MORNING = TODAY + timedelta(hours=10)


def decided_at_night(verdict: Verdict, *recipients: Recipient) -> Decision:
    case = Case(MailKind.ORDINARY, recipients or (KNOWN,), (), (), frozenset(), MORNING)
    return decide(case, Settings(), TODAY, verdict)


def test_outside_office_hours_the_morning_is_offered() -> None:
    assert decided_at_night(Verdict()).later == MORNING
    assert decision(Verdict()).later is None


def test_mail_that_stays_inside_need_not_wait_for_the_morning() -> None:
    colleague = a_recipient("jiro@example.co.jp")
    assert decided_at_night(Verdict(), colleague).later is None
    assert decided_at_night(Verdict(), colleague, KNOWN).later == MORNING


@pytest.mark.parametrize("verdict", [Verdict(hold=True), Verdict(not_before=MORNING)])
def test_where_a_rule_says_when_it_leaves_nothing_else_is_offered(verdict: Verdict) -> None:
    assert decided_at_night(verdict).later is None
