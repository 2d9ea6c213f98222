"""When what did not leave is tried again."""

from __future__ import annotations

from datetime import timedelta

from mailguard.delivery.settling import given_up, retry_at
from mailguard.domain.delivery import Delivery, Obstacle, Trouble
from mailguard.domain.entry import Outcome
from mailguard.domain.reply import Reply
from mailguard.domain.state import State
from tests.delivery.conftest import RECEIVED_AT
from tests.mails import an_address

NOW = RECEIVED_AT
LATER, TOO_MANY = Reply(451, "later"), Reply(452, "too many recipients")


def outcome(state: State, reply: Reply | None = None) -> Outcome:
    return Outcome(an_address("a@x.example"), state, reply)


def waiting_time(*outcomes: Outcome, trouble: Obstacle | None = None) -> timedelta | None:
    told = Trouble(trouble, "", "") if trouble else None
    due_at = retry_at(Delivery(outcomes, told), lambda: 3, NOW, lambda: 0.0)
    return due_at - NOW if due_at else None


def test_what_is_done_with_is_not_due() -> None:
    assert waiting_time(outcome(State.SENT), outcome(State.FAILED)) is None
    assert waiting_time(outcome(State.UNCERTAIN)) is None


def test_a_mail_that_is_not_taken_yet_waits_by_its_attempts() -> None:
    assert waiting_time(outcome(State.QUEUED, LATER)) == timedelta(minutes=5)


def test_a_mail_whose_extension_is_gone_waits_by_itself() -> None:
    waits = waiting_time(outcome(State.QUEUED), trouble=Obstacle.EXTENSION_GONE)
    assert waits == timedelta(minutes=5)


def test_where_the_account_waits_its_mail_stays_due() -> None:
    for obstacle in set(Obstacle) - {Obstacle.EXTENSION_GONE}:
        assert waiting_time(outcome(State.QUEUED), trouble=obstacle) == timedelta(0)


def test_recipients_beyond_the_server_s_number_follow_at_once() -> None:
    overflow = outcome(State.SENT), outcome(State.QUEUED, TOO_MANY)
    assert waiting_time(*overflow) == timedelta(0)
    assert waiting_time(*overflow, outcome(State.QUEUED, LATER)) == timedelta(minutes=5)
    assert waiting_time(outcome(State.QUEUED, TOO_MANY)) == timedelta(minutes=5)


def test_giving_up_concerns_only_what_waits() -> None:
    sent, failed = given_up((outcome(State.SENT), outcome(State.QUEUED, LATER)), timedelta(days=5))
    assert sent.state is State.SENT
    assert (failed.state, failed.reply) == (State.FAILED, LATER)
    assert "5 days" in failed.reason
