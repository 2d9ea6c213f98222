"""Delays of other programs: they may make MailGuard's longer, never shorter."""

from __future__ import annotations

from mailguard.domain.settings import Delay
from mailguard.i18n import _
from mailguard.importing.harvest import Fate, Harvest

_LONGEST = 2_592_000.0  # seconds, 30 days
_SHORTER = Delay()


def wait(harvest: Harvest, place: str, seconds: float, *, inside: bool) -> None:
    """Mail waits so long before it leaves; `inside`: mail to colleagues, too."""
    given = min(seconds, _LONGEST)
    if given > _SHORTER.external:
        harvest.set(("delay", "external"), given, place)
    if inside and given > _SHORTER.internal:
        harvest.set(("delay", "internal"), given, place)
    if given >= _SHORTER.external:
        harvest.note(Fate.TAKEN, place)
        return
    told = _("Mail to the outside goes on waiting {seconds} seconds; see “delay.external”.")
    harvest.note(Fate.CHANGED, place, told.format(seconds=round(_SHORTER.external)))
