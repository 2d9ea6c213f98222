"""When the mail is sent."""

from __future__ import annotations

from datetime import time
from functools import lru_cache

from mailguard.domain.condition import OfTime
from mailguard.i18n import _
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.view import View


def holds(condition: OfTime, view: View) -> Evidence | None:
    """Whether the moment lies in what is asked for."""
    now, calendar = view.situation.now, view.situation.calendar
    at = now.time()
    is_so = (
        condition.office_hours in {None, calendar.is_office_hours(now)}
        and condition.day_off in {None, calendar.is_day_off(now.date())}
        and (not condition.between or any(_lies_in(at, each) for each in condition.between))
    )
    return (_("sent at {time}").format(time=f"{now:%Y-%m-%d %H:%M}"),) if is_so else None


def _lies_in(at: time, hours: str) -> bool:
    begin, end = _hours(hours)
    return begin <= at < end if begin < end else at >= begin or at < end


@lru_cache(maxsize=256)
def _hours(text: str) -> tuple[time, time]:
    """Begin and end of "20:00-07:30", which was checked when the policy was read."""
    begin, _dash, end = text.partition("-")
    return time.fromisoformat(begin), time.fromisoformat(end)
