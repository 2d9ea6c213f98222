"""The working calendar: which days are off, which hours are office hours. All times are local."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Calendar(Protocol):
    """When people work. None of the questions raises."""

    def is_day_off(self, day: date) -> bool:
        """A weekend, a holiday, or a day off of the company."""
        ...

    def is_office_hours(self, at: datetime) -> bool:
        """Whether `at` (local, with its time zone) lies in the office hours of a working day."""
        ...

    def next_working_time(self, at: datetime) -> datetime:
        """`at` itself in office hours; else when the next working day begins, in `at`'s zone."""
        ...
