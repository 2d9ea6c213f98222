"""The working calendar: weekends, public holidays, and the company's own days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec

from mailguard.domain.settings import Holidays, Weekday, WorkingHours

_WEEK = tuple(Weekday)
_FARTHEST = 366
"""Days after which no working day is looked for any more: then all of them are off."""


class CompanyDays(msgspec.Struct, frozen=True):
    """What the company says of single days."""

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()  # although they lie on a weekend or a holiday


class WorkingTime:
    """Implements Calendar. All times are those of the computer."""

    def __init__(self, hours: WorkingHours, company: CompanyDays | None = None) -> None:
        self._hours = hours
        self._company = company or CompanyDays()
        self._begin, self._end = _time(hours.begin), _time(hours.end)

    def is_day_off(self, day: date) -> bool:
        """The company's word counts most, then the week and the public holidays."""
        if day in self._company.working:
            return False
        return (
            day in self._company.off
            or _WEEK[day.weekday()] in self._hours.days_off
            or (self._hours.holidays is Holidays.JAPAN and _is_japanese_holiday(day))
        )

    def is_office_hours(self, at: datetime) -> bool:
        """Whether it is a working day and its hours; they may pass midnight."""
        now, day = at.time().replace(tzinfo=None), at.date()
        if self._begin < self._end:
            return self._begin <= now < self._end and not self.is_day_off(day)
        if now < self._end:  # of the day before
            day -= timedelta(days=1)
        return (now >= self._begin or now < self._end) and not self.is_day_off(day)

    def next_working_time(self, at: datetime) -> datetime:
        """`at` itself in office hours; else the next working morning, in `at`'s zone."""
        if self.is_office_hours(at):
            return at
        morning = _time(self._hours.morning)
        for days in range(_FARTHEST):
            day = at.date() + timedelta(days=days)
            then = datetime.combine(day, morning, at.tzinfo)
            if then > at and not self.is_day_off(day):
                return then
        return at


def _is_japanese_holiday(day: date) -> bool:
    import jpholiday  # noqa: PLC0415  slow to load, and the engine does not need it

    return jpholiday.is_holiday(day)


def _time(clock: str) -> time:
    hour, minute = map(int, clock.split(":"))
    return time(hour, minute)
