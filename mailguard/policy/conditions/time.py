"""When the mail is sent."""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache

from mailguard.domain.condition import OfTime
from mailguard.i18n import _
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.view import View

_HOURS = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–~〜]\s*(\d{1,2}):(\d{2})\s*\Z")


class HoursError(ValueError):
    """The text is no span of hours; says so in a sentence."""


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
    begin, end = hours_of(hours)
    return begin <= at < end if begin < end else at >= begin or at < end


@lru_cache(maxsize=256)
def hours_of(text: str) -> tuple[time, time]:
    """Begin and end of "20:00-07:30"; 24:00 is midnight. Raises HoursError."""
    match = _HOURS.match(text)
    if match is None:
        raise HoursError(_no_hours(text))
    hours = tuple(map(int, match.groups()))
    try:
        begin, end = time(hours[0] % 24, hours[1]), time(hours[2] % 24, hours[3])
    except ValueError:
        raise HoursError(_no_hours(text)) from None
    if begin == end or max(hours[0], hours[2]) > 24:
        raise HoursError(_no_hours(text))
    return begin, end


def _no_hours(text: str) -> str:
    sentence = _("“{text}” is no span of hours. Write it like 20:00-07:30.")
    return sentence.format(text=text)
