"""The working calendar: Japanese holidays, weekends, and what the company says of single days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.settings import Holidays, Weekday, WorkingHours
from mailguard.policy.working_time import CompanyDays, WorkingTime

JAPAN = timezone(timedelta(hours=9))
USUAL = WorkingTime(WorkingHours())


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        ("2026-11-24", False),  # Tuesday
        ("2026-11-22", True),  # Sunday
        ("2026-11-23", True),  # 勤労感謝の日
        ("2026-09-22", True),  # a day between two holidays (国民の休日)
        ("2026-05-06", True),  # a holiday made up for (振替休日)
        ("2027-01-01", True),
    ],
)
def test_weekends_and_japanese_holidays_are_days_off(day: str, is_off: bool) -> None:
    assert USUAL.is_day_off(date.fromisoformat(day)) is is_off


def test_elsewhere_japanese_holidays_are_working_days() -> None:
    calendar = WorkingTime(WorkingHours(holidays=Holidays.NONE))
    assert not calendar.is_day_off(date(2026, 11, 23))


def test_the_company_may_work_on_a_saturday_and_be_off_on_a_friday() -> None:
    company = CompanyDays(
        off=frozenset({date(2026, 8, 14)}), working=frozenset({date(2026, 8, 15)})
    )
    calendar = WorkingTime(WorkingHours(), company)
    assert calendar.is_day_off(date(2026, 8, 14))
    assert not calendar.is_day_off(date(2026, 8, 15))


@pytest.mark.parametrize(
    ("clock", "is_office"),
    [("07:29", False), ("07:30", True), ("19:59", True), ("20:00", False), ("00:00", False)],
)
def test_office_hours_of_a_working_day(clock: str, is_office: bool) -> None:
    assert USUAL.is_office_hours(at("2026-11-24", clock)) is is_office


def test_hours_over_midnight_belong_to_the_day_they_began_on() -> None:
    night = WorkingTime(WorkingHours(begin="22:00", end="06:00"))
    assert night.is_office_hours(at("2026-11-28", "05:00"))  # Friday's night
    assert not night.is_office_hours(at("2026-11-30", "05:00"))  # Sunday's


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (("2026-11-24", "10:00"), ("2026-11-24", "10:00")),
        (("2026-11-24", "21:00"), ("2026-11-25", "08:30")),
        (("2026-11-25", "06:00"), ("2026-11-25", "08:30")),
        (("2026-11-20", "20:00"), ("2026-11-24", "08:30")),  # a weekend and a holiday lie between
        (("2026-12-31", "23:00"), ("2027-01-04", "08:30")),
    ],
)
def test_the_next_working_time(now: tuple[str, str], then: tuple[str, str]) -> None:
    assert USUAL.next_working_time(at(*now)) == at(*then)


def test_where_every_day_is_off_nothing_is_put_off_for_ever() -> None:
    never = WorkingTime(WorkingHours(days_off=tuple(Weekday)))
    assert never.next_working_time(at("2026-11-24", "10:00")) == at("2026-11-24", "10:00")


@given(st.datetimes(datetime(2024, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  bounds are naive
def test_the_next_working_time_is_never_past_and_never_on_a_day_off(now: datetime) -> None:
    then = USUAL.next_working_time(now)
    assert then >= now
    assert USUAL.is_office_hours(then)
