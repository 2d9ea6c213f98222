"""The company's calendar: `calendar.csv` and `calendar.ics`, days off and working Saturdays.

In an iCalendar file (RFC 5545) each event of whole days is a stretch of days off; one whose
CATEGORIES, or name, says that people work is a stretch of working days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mailguard.config import Problem, place_in_words
from mailguard.directory.table import LineError, Row, Table
from mailguard.i18n import _
from mailguard.policy.working_time import CompanyDays

CSV = "calendar.csv"
ICS = "calendar.ics"

_COLUMNS = {
    "date": ("day", "日付", "日"),
    "to": ("まで", "最終日"),
    "kind": ("type", "種別", "区分"),
    "name": ("名称", "内容"),
}
_WORKING = frozenset({"work", "working", "working day", "出勤", "出勤日", "営業日", "稼働日"})
_OFF = frozenset({"", "off", "day off", "holiday", "休み", "休日", "休業", "休業日", "休暇"})
_LONGEST = 62
"""Days that one stretch has at most; more is a slip of the pen."""

_YEARS = 3
"""Years before and after now in which days that come again are looked for."""


def company_days_in(folder: Path, today: date) -> tuple[CompanyDays, tuple[Problem, ...]]:
    """What the files of a folder say, and what is wrong in them. Never raises."""
    table = Table(folder / CSV, ("date",), _COLUMNS)
    stretches = list(_in_table(table))
    problems = list(table.problems)
    ics = folder / ICS
    try:
        stretches.extend(_in_calendar(ics, today))
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        sentence = _("{place}: this is no calendar that can be read ({reason}).")
        said = sentence.format(place=place_in_words(ics, 0), reason=error)
        problems.append(Problem(str(ics), 0, said))
    off = (day for works, days in stretches if not works for day in days)
    working = (day for works, days in stretches if works for day in days)
    return CompanyDays(frozenset(off), frozenset(working)), tuple(problems)


Stretch = tuple[bool, tuple[date, ...]]
"""Whether people work, and on which days."""


def _in_table(table: Table) -> Iterator[Stretch]:
    for row in table.rows():
        try:
            yield _stretch(row)
        except LineError as error:
            table.complain(row.line, str(error))


def _stretch(row: Row) -> Stretch:
    first = row.day("date")
    if first is None:
        raise LineError(_("“{column}” is empty. Please fill it in.").format(column="date"))
    last = row.day("to") or row.day("valid_until") or first
    kind = row.cells.get("kind", "").casefold()
    if kind not in _WORKING | _OFF:
        sentence = _("“{text}” is no kind of day. Write off, or work.")
        raise LineError(sentence.format(text=kind))
    if not timedelta() <= last - first < timedelta(days=_LONGEST):
        sentence = _("{first} to {last} is no stretch of days off. Please check both dates.")
        raise LineError(sentence.format(first=first, last=last))
    return kind in _WORKING, tuple(_days(first, last + timedelta(days=1)))


def _in_calendar(path: Path, today: date) -> Iterator[Stretch]:
    """Raises OSError, ValueError."""
    from icalendar import Calendar  # noqa: PLC0415  slow to load, and seldom needed

    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        begin, end = event.decoded("dtstart", None), event.decoded("dtend", None)
        if isinstance(begin, date) and not isinstance(begin, datetime):
            length = (end - begin if isinstance(end, date) else timedelta(days=1)).days
            length = min(max(length, 1), _LONGEST)
            for first in _comings(event, begin, today):
                yield _is_working(event), tuple(_days(first, first + timedelta(days=length)))


def _comings(event: Any, begin: date, today: date) -> Iterable[date]:
    """When an event begins, each time it comes again."""
    rule = event.get("rrule")
    if rule is None:
        return (begin,)
    from dateutil.rrule import rrulestr  # noqa: PLC0415

    start = datetime(begin.year, begin.month, begin.day)  # noqa: DTZ001  days have no zone
    around = timedelta(days=366 * _YEARS)
    middle = datetime(today.year, today.month, today.day)  # noqa: DTZ001
    found = rrulestr(rule.to_ical().decode(), dtstart=start, ignoretz=True)
    left_out = {day for each in _listed(event.get("exdate")) for day in each}
    return [d.date() for d in found.between(middle - around, middle + around, inc=True)
            if d.date() not in left_out]  # fmt: skip


def _listed(dates: Any) -> Iterator[list[date]]:
    for each in dates if isinstance(dates, list) else filter(None, [dates]):
        yield [d.dt.date() if isinstance(d.dt, datetime) else d.dt for d in each.dts]


def _is_working(event: Any) -> bool:
    categories = event.get("categories")
    words = [str(word) for word in getattr(categories, "cats", ())]
    return any(
        word.strip().casefold() in _WORKING for word in (*words, str(event.get("summary", "")))
    )


def _days(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first += timedelta(days=1)
