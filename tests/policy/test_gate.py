"""What this MailGuard cannot do keeps a mail from leaving."""

from __future__ import annotations

import pytest

from mailguard.domain.rule import AddedText, Bcc, Encrypt, Schedule, Then
from mailguard.policy.gate import Ability, gated
from mailguard.policy.ruleset import verdict_of
from tests.mails import SENDER, TODAY
from tests.policy.situations import a_rule, a_situation

SOMEBODY = ("boss@example.co.jp",)


@pytest.mark.parametrize(
    ("then", "ability"),
    [
        (Then(approval=SOMEBODY), Ability.APPROVAL),
        (Then(schedule=Schedule.NEXT_WORKING_TIME), Ability.SCHEDULE),
        (Then(bcc=Bcc()), Ability.BCC),
        (Then(add_cc=SOMEBODY), Ability.ADD_RECIPIENTS),
        (Then(add_bcc=(SENDER,)), Ability.ADD_RECIPIENTS),
        (Then(set_header={"X-A": "1"}), Ability.HEADER),
        (Then(remove_header=("X-A",)), Ability.HEADER),
        (Then(encrypt=Encrypt()), Ability.ENCRYPT),
        (Then(link=True), Ability.LINK),
        (Then(tag="[x]"), Ability.TAG),
        (Then(add_text=AddedText("Hello.")), Ability.ADD_TEXT),
        (Then(notify=SOMEBODY), Ability.NOTIFY),
    ],
)
def test_a_mail_that_needs_what_is_not_there_is_refused(then: Then, ability: Ability) -> None:
    verdict = verdict_of([a_rule(then)], a_situation(now=TODAY.replace(hour=22)))
    assert gated(verdict, set(Ability)) == verdict
    (refusal,) = gated(verdict, set(Ability) - {ability}).refusals
    assert "cannot do yet, so the mail cannot leave" in refusal.sentence


def test_what_a_review_does_needs_no_ability() -> None:
    then = Then(confirm=True, say="Look.", tick="Yes.", justify=True, delay=60.0, hold=True)
    verdict = verdict_of([a_rule(then)], a_situation())
    assert gated(verdict, ()) == verdict
