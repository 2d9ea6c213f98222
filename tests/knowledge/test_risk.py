"""The recipient model that ships."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mailguard.knowledge.risk import CROWD, ENOUGH, risks_of
from mailguard.knowledge.risk_features import features_of
from mailguard.knowledge.risk_history import Conversation
from mailguard.knowledge.risk_model import Model, Tree, shipped
from tests.knowledge.histories import HistoryInMemory
from tests.mails import SENDER, a_mail

ANNA, BEN, CARL = "anna@acme.example", "ben@acme.example", "carl@other.example"
ALARM = 0.5

TEAM = [[ANNA, BEN]] * (2 * ENOUGH)
TALK = Conversation(frozenset({ANNA, BEN}), ANNA, (frozenset({ANNA, BEN}),) * 3)


def _history(*mails: Sequence[str], conversation: Conversation | None = None) -> HistoryInMemory:
    return HistoryInMemory(*mails, conversation=conversation)


def test_every_feature_that_is_weighed_exists() -> None:
    found = features_of(a_mail(to=[ANNA]), _history(), 0)[ANNA]
    for model in (shipped().reply, shipped().new):
        assert {*model.weights, *model.asked} <= found.keys()


def test_an_answer_to_those_who_take_part_is_no_alarm() -> None:
    mail = a_mail(to=[ANNA], cc=[BEN], is_reply=True)
    assert max(risks_of(mail, _history(*TEAM, conversation=TALK)).values()) < 0.1


@pytest.mark.parametrize("known", [(), [[CARL]]], ids=["a stranger", "somebody known"])
def test_who_slipped_into_a_thread_is_found(known: Sequence[Sequence[str]]) -> None:
    mail = a_mail(to=[ANNA], cc=[BEN, CARL], is_reply=True)
    risks = risks_of(mail, _history(*known, *TEAM, conversation=TALK))
    assert max(risks, key=risks.__getitem__) == CARL
    assert risks[CARL] >= ALARM


def test_a_new_mail_to_the_usual_people_is_no_alarm() -> None:
    assert max(risks_of(a_mail(to=[ANNA, BEN]), _history(*TEAM)).values()) < ALARM


@pytest.mark.parametrize("text", ["Hello.\n", "Dear Carl,\n\nwe have not met.\n"])
def test_a_first_mail_to_somebody_is_no_alarm_by_itself(text: str) -> None:
    assert risks_of(a_mail(to=[CARL], text=text), _history(*TEAM))[CARL] < ALARM


def test_a_first_contact_beside_a_known_colleague_is_no_alarm() -> None:
    dora = "dora@acme.example"
    assert risks_of(a_mail(to=[ANNA, dora]), _history(*TEAM))[dora] < ALARM


def test_an_answer_to_a_stranger_who_wrote_is_no_alarm() -> None:
    talk = Conversation(frozenset({CARL}), CARL, (frozenset({CARL}),))
    mail = a_mail(to=[CARL], is_reply=True)
    assert risks_of(mail, _history(*TEAM, conversation=talk))[CARL] < ALARM


def test_with_little_history_nobody_alarms_but_the_order_stays() -> None:
    mail = a_mail(to=[ANNA], cc=[BEN, CARL], is_reply=True)
    risks = risks_of(mail, _history([ANNA, BEN], conversation=TALK))
    assert max(risks.values()) < ALARM
    assert max(risks, key=risks.__getitem__) == CARL


def test_the_author_is_no_risk_to_themselves() -> None:
    assert SENDER not in risks_of(a_mail(to=[ANNA], cc=[SENDER]), _history(*TEAM))


def test_a_mail_to_nobody_has_no_risks() -> None:
    assert risks_of(a_mail(to=[]), _history(*TEAM)) == {}


@pytest.mark.parametrize(("value", "risk"), [(1e9, 1.0), (-1e9, 0.0), (0.0, 0.5)])
def test_no_score_is_beyond_a_risk(value: float, risk: float) -> None:
    assert Model(0.0, {"x": 1.0}).risk({"x": value}) == pytest.approx(risk)


@pytest.mark.parametrize(("value", "answer"), [(1.0, -3.0), (2.0, -3.0), (2.1, 4.0)])
def test_a_tree_goes_one_way_up_to_its_limit_and_the_other_beyond(
    value: float, answer: float
) -> None:
    tree = Tree(asks=(0, -1, -1), numbers=(2.0, -3.0, 4.0), below=(1, 0, 0), above=(2, 0, 0))
    assert Model(0.0, {}, ("x",), (tree,)).score({"x": value}) == answer


def test_in_a_crowd_nobody_is_out_of_place() -> None:
    crowd = [f"person{n}@company{n}.example" for n in range(CROWD + 1)]
    assert risks_of(a_mail(to=crowd), _history(*TEAM)) == {}
    assert len(risks_of(a_mail(to=crowd[:CROWD]), _history(*TEAM))) == CROWD
