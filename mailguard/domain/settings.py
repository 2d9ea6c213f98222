"""The settings of one installation that checks and the review go by."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

_Seconds = Annotated[float, msgspec.Meta(ge=0.0, le=2_592_000.0)]  # at most 30 days


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose domains are ours, and whose are close. A domain covers its sub-domains."""

    own: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()


class Delay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds between *Send* and the mail's leaving."""

    external: _Seconds = 60.0
    internal: _Seconds = 0.0


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the review asks and shows."""

    checklist: tuple[str, ...] = ()
    tick_checklist: bool = False


class Encryption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of recipients and encrypted files."""

    no_zip: tuple[str, ...] = ()  # domains whose servers turn encrypted zip files away


class Holidays(StrEnum):
    """Whose public holidays are days off."""

    JAPAN = "japan"
    NONE = "none"


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


_Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class WorkingHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When people work, by the computer's clock."""

    begin: _Clock = "07:30"  # office hours: a mail within them is nothing special
    end: _Clock = "20:00"
    morning: _Clock = "08:30"  # when mail leaves that was put off to the next working day
    days_off: tuple[Weekday, ...] = (Weekday.SATURDAY, Weekday.SUNDAY)
    holidays: Holidays = Holidays.JAPAN


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything an inspection depends on besides the mail and what is known."""

    organisation: Organisation = Organisation()
    delay: Delay = Delay()
    review: Review = Review()
    hours: WorkingHours = WorkingHours()
    encryption: Encryption = Encryption()
    checks: dict[str, dict[str, object]] = {}  # check name → its own settings
    language: str = ""  # "en" or "ja"; "": as the desktop session has it
