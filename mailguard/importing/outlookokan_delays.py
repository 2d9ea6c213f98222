"""OutlookOkan's delays by recipient, of which the longest entry that fits counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.domain.condition import When
from mailguard.domain.rule import Then
from mailguard.i18n import _
from mailguard.importing.conditions import anybody, masks, outsiders
from mailguard.importing.delay import wait
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.outlookokan_rows import Flags, first, grouped, take_rule
from mailguard.importing.rows import Row, RowError, places_of

_EVERYBODY = "@"
_LONGEST = 43_200  # minutes, 30 days


def delays(rows: Sequence[Row], harvest: Harvest, flags: Flags) -> None:
    """The entry for everybody becomes a setting, the others rules."""
    known: dict[str, int] = {}
    for minutes, same in grouped(rows, harvest, _minutes).items():
        known.update({row.text(0): minutes for row in same})
        everybody = [row for row in same if row.text(0) == _EVERYBODY]
        if everybody:
            inside = not flags.delay_outside_only
            wait(harvest, places_of(everybody), minutes * 60.0, inside=inside)
        others = [row for row in same if row.text(0) != _EVERYBODY]
        if others and minutes:
            of = (outsiders(),) if flags.delay_outside_only else ()
            group = _("Delayed by {minutes} minutes").format(minutes=minutes)
            when = When(recipients=(*of, anybody(first(others), group, harvest)))
            take_rule(harvest, "delay", group, when, Then(delay=minutes * 60.0), others)
    told = _("The longest delay counts here, so “{entry}” waits as long as “{other}” does.")
    for row in rows:
        for other in _shortened(row.text(0), known):
            sentence = told.format(entry=row.text(0), other=other)
            harvest.note(Fate.CHANGED, row.place, sentence)


def _minutes(row: Row) -> int:
    if row.filled(0) != _EVERYBODY:
        masks(row.text(0))
    minutes = row.number(1, 0)
    if minutes > _LONGEST:
        raise RowError(_("{minutes} minutes are more than 30 days.").format(minutes=minutes))
    return minutes


def _shortened(entry: str, known: dict[str, int]) -> Iterator[str]:
    """The wider entries that would have waited longer than this one did."""
    for other, minutes in known.items():
        is_wider = other != entry and entry.casefold().endswith(other.casefold())
        if entry in known and is_wider and minutes > known[entry]:
            yield other
