"""The two times MailGuard goes by: the calendar, and the time the computer was awake."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where the engine gets its time."""

    def now(self) -> datetime:
        """The calendar time, UTC."""
        ...

    def awake(self) -> float:
        """Seconds that stand still while the computer sleeps."""
        ...

    def elapsed(self) -> float:
        """Seconds that go on while the computer sleeps, and never jump."""
        ...
