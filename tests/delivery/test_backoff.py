"""Back-off grows to its longest step, jitters, and never shortens to nothing."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mailguard.delivery.backoff import PROBE_SECONDS, RETRY_MINUTES, probe_after, retry_after

ROLLS = st.floats(min_value=0, max_value=1, exclude_max=True)
COUNTS = st.integers(min_value=0, max_value=10_000)


def test_a_mail_is_tried_after_1_2_5_10_15_and_up_to_30_minutes() -> None:
    waits = [retry_after(attempts, 0.0) / timedelta(minutes=1) for attempts in range(1, 10)]
    assert waits == [1, 2, 5, 10, 15, 20, 30, 30, 30]


@given(COUNTS, ROLLS)
def test_jitter_takes_at_most_a_fifth(attempts: int, roll: float) -> None:
    longest = retry_after(attempts, 0.0)
    assert 0.8 * longest <= retry_after(attempts, roll) <= longest
    assert timedelta(seconds=48) <= retry_after(attempts, roll) <= timedelta(minutes=30)


@given(COUNTS, ROLLS)
def test_with_the_same_luck_a_later_attempt_never_waits_less(attempts: int, roll: float) -> None:
    assert retry_after(attempts, roll) <= retry_after(attempts + 1, roll)
    assert probe_after(attempts, roll) <= probe_after(attempts + 1, roll)


@given(ROLLS)
def test_a_server_that_is_away_is_looked_for_more_often(roll: float) -> None:
    assert probe_after(1, roll) <= timedelta(seconds=15)
    assert probe_after(10**6, roll) <= timedelta(seconds=PROBE_SECONDS[-1])
    assert probe_after(10**6, roll) < retry_after(len(RETRY_MINUTES), roll)
