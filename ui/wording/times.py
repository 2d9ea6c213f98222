"""Times as people say them: how long, how long ago, and at which hour."""

from __future__ import annotations

import math
from datetime import datetime

from mailguard.i18n import N_, _, ngettext

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
           N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"))  # fmt: skip


def span(seconds: float) -> str:
    """A length of time in whole seconds, rounded up so that it never says 0 too early."""
    whole = max(0, math.ceil(seconds))
    if whole < 100:
        return ngettext("{n} s", "{n} s", whole).format(n=whole)
    if whole < 3600:
        return _minutes(whole)
    hours = whole // 3600
    return ngettext("{n} h", "{n} h", hours).format(n=hours)


def _minutes(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if rest:
        return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    return ngettext("{n} min", "{n} min", minutes).format(n=minutes)


def ago(then: datetime, now: datetime) -> str:
    """How long ago `then` was, by the calendar; `now` says in which time zone the user lives."""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 14:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    if days < 60:
        return ngettext("{n} week ago", "{n} weeks ago", days // 7).format(n=days // 7)
    return _months_ago(days)


def _months_ago(days: int) -> str:
    if days >= 730:
        return ngettext("{n} year ago", "{n} years ago", days // 365).format(n=days // 365)
    months = max(2, round(days / 30.4))
    return ngettext("{n} month ago", "{n} months ago", months).format(n=months)


def appointment(at: datetime, now: datetime) -> str:
    """The day and the hour of something to come, where `now` is."""
    local = at.astimezone(now.tzinfo)
    return _("{weekday} {day} {month} {hour}").format(
        weekday=_(_WEEKDAYS[local.weekday()]),
        day=local.day,
        month=_(_MONTHS[local.month - 1]),
        hour=f"{local.hour}:{local.minute:02}",
    )


def moment(at: datetime, now: datetime) -> str:
    """The hour of a moment today, else its day and hour, where `now` is."""
    local = at.astimezone(now.tzinfo)
    hour = f"{local.hour}:{local.minute:02}"
    if local.date() == now.date():
        return hour
    if local.year == now.year:
        return _("{month}/{day} {hour}").format(month=local.month, day=local.day, hour=hour)
    return _("{year}-{month:02}-{day:02} {hour}").format(
        year=local.year, month=local.month, day=local.day, hour=hour
    )
