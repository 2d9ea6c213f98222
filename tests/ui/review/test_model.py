"""What is left to do in a review, and how many actions a mail takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mailguard.domain.command import Answer, Choice
from mailguard.domain.inspection import Act, Decision, Demand
from tests.ui import questions
from tests.ui.questions import BCC, a_fresh_question, a_question, a_summary
from tests.ui.review import mails
from ui.read_model import Question
from ui.review import model
from ui.review.model import Review


def least_actions(review: Review) -> int:
    """Ticks, keys and typing of a user who takes the shortest way to having sent the mail."""
    actions = 0
    for offer in review.decision.offers if review.decision else ():
        if any(offer in demand.settled_by for demand in review.left):
            review = model.choose(review, offer)
            actions += 1
    while review.left:
        demand = review.left[0]
        if demand.act is not Act.TICK:
            review = model.write(review, demand.id, demand.expected)
        else:
            review = model.tick(review, demand.id)
        actions += 1
    assert review.can_send
    return actions + 1  # Send itself


@pytest.mark.parametrize(
    ("mail", "actions"),
    [
        (mails.a_reply_to_one, 1),
        (mails.a_reply_to_all, 1),
        (mails.an_internal_mail, 1),
        (mails.a_quote, 4),
        (mails.a_notice, 2),
    ],
)
def test_a_mail_takes_no_more_actions_than_promised(
    mail: Callable[[], Question], actions: int
) -> None:
    assert least_actions(Review(mail())) == actions


def test_before_the_inspection_nothing_can_be_sent() -> None:
    assert not Review(a_fresh_question()).can_send


def test_what_has_to_be_typed_is_compared_without_case_and_spaces() -> None:
    review = Review(questions.a_risky_question())
    demand = next(each for each in review.demands if each.act is Act.TYPE)
    assert not model.write(review, demand.id, "acme").is_met(demand)
    assert model.write(review, demand.id, " ACME.example ").is_met(demand)


def test_a_tick_can_be_taken_back() -> None:
    review = Review(questions.a_notice_to_many())
    once = model.tick(review, "finding:0")
    assert once.can_send
    assert not model.tick(once, "finding:0").can_send


def test_an_offered_action_settles_its_demand_and_goes_with_the_answer() -> None:
    review = model.choose(Review(questions.a_notice_to_many()), BCC)
    assert review.can_send
    assert model.answer(review, Choice.SEND) == Answer("m1", 1, Choice.SEND, ("finding:0",), (BCC,))


def test_going_back_tells_nothing_of_what_was_ticked() -> None:
    review = model.choose(Review(questions.a_notice_to_many()), BCC)
    assert model.answer(review, Choice.BACK) == Answer("m1", 1, Choice.BACK)


def _with_one_demand(revision: int) -> Question:
    decision = Decision((Demand("finding:0", Act.TICK),))
    return a_question(summary=a_summary(revision=revision), decision=decision)


def test_what_was_done_stays_while_the_revision_stays() -> None:
    review = model.tick(Review(_with_one_demand(1)), "finding:0")
    assert model.follow(review, _with_one_demand(1)).can_send


def test_a_new_revision_has_to_be_looked_at_anew() -> None:
    review = model.tick(Review(_with_one_demand(1)), "finding:0")
    assert not model.follow(review, _with_one_demand(2)).can_send
