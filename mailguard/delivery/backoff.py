"""Back-off: how long to wait before the next try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

RETRY_MINUTES = (1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0)
"""For a mail that the server does not take yet; the last one is kept to."""

PROBE_SECONDS = (15.0, 30.0, 60.0, 120.0, 300.0)
"""For a server that cannot be reached: one connection for all the mail that waits for it, so it
may be tried more often."""

_JITTER = 0.2  # many computers lose one server at the same moment; they must not return in step


def retry_after(attempts: int, roll: float) -> timedelta:
    """The wait after the `attempts`-th failed attempt; `roll` is a random number in [0, 1)."""
    return timedelta(minutes=_step(RETRY_MINUTES, attempts, roll))


def probe_after(failures: int, roll: float) -> timedelta:
    """The wait after the `failures`-th time in a row that the server was not reached."""
    return timedelta(seconds=_step(PROBE_SECONDS, failures, roll))


def _step(steps: Sequence[float], count: int, roll: float) -> float:
    """At most the step itself, so that the longest stays the longest."""
    return steps[min(max(count, 1), len(steps)) - 1] * (1 - _JITTER * roll)
