"""A register of people."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _
from mailguard.identifiers.people import MOST, register


class Tiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many people on it is a warning, and a danger."""

    warning: int = 10
    danger: int = 100


@check(
    "bulk-personal-data",
    title=N_("Data of many people"),
    severity=Severity.WARNING,
    settings=Tiers(),
)
def bulk_personal_data(mail: Mail, _knowledge: Knowledge, tiers: Tiers) -> Iterator[Fact]:
    """Counts people in texts and files that leave; one's own organisation's addresses don't count,
    nor do the recipients'.
    """
    if not mail.goes_outside:
        return
    ours = {*mail.own, *(recipient.organisation for recipient in mail.recipients)}
    for passage in passages(mail):
        found = register(passage.text, ours)
        if found.number < tiers.warning:
            continue
        number = f"{found.number}+" if found.number >= MOST else str(found.number)
        sentence = _("It lists about {number} people.")
        yield Fact(
            Severity.DANGER if found.number >= tiers.danger else Severity.WARNING,
            sentence.format(number=number),
            (", ".join(_(kind) for kind in found.kinds),),
            passage.place(0, 0),
        )
