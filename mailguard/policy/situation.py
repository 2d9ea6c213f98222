"""Everything that rules look at: the mail, what was found, the time, and who is who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.calendar import Calendar
from mailguard.domain.condition import Protection
from mailguard.domain.directory import Directory
from mailguard.domain.finding import Finding
from mailguard.domain.mail import Mail


class Situation(msgspec.Struct, frozen=True):
    """One mail at one moment."""

    mail: Mail
    account: Address  # of the account that it is sent by
    now: datetime  # local, with its time zone
    calendar: Calendar
    directory: Directory
    findings: Sequence[Finding] = ()
    header: Sequence[tuple[str, str]] = ()  # names and values, decoded, in their order
    protection: Mapping[str, Protection] | None = None
    """By domain (lower case, ASCII); a missing one is unknown. None: nobody looked, so rules that
    ask for it count as fired.
    """
