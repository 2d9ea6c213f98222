"""The settings of one installation that checks and the review go by."""

from __future__ import annotations

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


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything an inspection depends on besides the mail and what is known."""

    organisation: Organisation = Organisation()
    delay: Delay = Delay()
    review: Review = Review()
    checks: dict[str, dict[str, object]] = {}  # check name → its own settings
    language: str = ""  # "en" or "ja"; "": as the desktop session has it
