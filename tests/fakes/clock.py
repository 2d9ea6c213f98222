"""A clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Implements Clock: `pass_awake` and `sleep` move it."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        self._awake = 1000.0
        self._elapsed = 5000.0

    def now(self) -> datetime:
        return self._now

    def awake(self) -> float:
        return self._awake

    def elapsed(self) -> float:
        return self._elapsed

    def pass_awake(self, seconds: float) -> None:
        self._awake += seconds
        self.sleep(seconds)

    def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._elapsed += seconds

    def set_calendar(self, now: datetime) -> None:
        self._now = now
