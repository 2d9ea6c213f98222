"""Settling an attempt: when what did not leave is tried again, and when that ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from mailguard.delivery import wording
from mailguard.delivery.backoff import retry_after
from mailguard.domain.delivery import Delivery, Obstacle
from mailguard.domain.entry import Outcome
from mailguard.domain.state import State

_TOO_MANY_RECIPIENTS = 452


def retry_at(
    delivery: Delivery, attempts: Callable[[], int], now: datetime, roll: Callable[[], float]
) -> datetime | None:
    """When the recipients that are QUEUED are due again; None: none is.

    Where the whole account cannot send they stay due, for the account waits for all of them.
    """
    waiting = [outcome for outcome in delivery.outcomes if outcome.state is State.QUEUED]
    if not waiting:
        return None
    if _is_of_account(delivery) or _is_overflow(delivery.outcomes, waiting):
        return now
    return now + retry_after(attempts(), roll())


def given_up(outcomes: Sequence[Outcome], expiry: timedelta) -> tuple[Outcome, ...]:
    """FAILED in the place of QUEUED."""
    return tuple(
        replace(outcome, state=State.FAILED, reason=wording.expired(expiry.days))
        if outcome.state is State.QUEUED
        else outcome
        for outcome in outcomes
    )


def _is_of_account(delivery: Delivery) -> bool:
    trouble = delivery.trouble
    return trouble is not None and trouble.obstacle is not Obstacle.EXTENSION_GONE


def _is_overflow(outcomes: Sequence[Outcome], waiting: Sequence[Outcome]) -> bool:
    """Whether the server took some recipients and wants the others in a mail of their own: at
    once (RFC 5321 §4.5.3.1.10)."""
    return any(outcome.state is State.SENT for outcome in outcomes) and all(
        outcome.reply is not None and outcome.reply.code == _TOO_MANY_RECIPIENTS
        for outcome in waiting
    )
