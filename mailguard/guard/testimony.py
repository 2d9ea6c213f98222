"""What the journal keeps of an answer: who was left out, the reason, what was not confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.command import Answer
from mailguard.domain.entry import Entry
from mailguard.domain.inspection import Act, Decision, Demand
from mailguard.domain.shown import shown
from mailguard.i18n import _, ngettext

_REASON_LIMIT = 500
"""Characters of a reason that are kept."""


def unmet(decision: Decision, answer: Answer) -> tuple[Demand, ...]:
    """The demands that the answer leaves open."""
    return tuple(
        demand
        for demand in decision.demands
        if not demand.is_met(answer.met, answer.written, answer.actions)
    )


def testimony(entry: Entry, decision: Decision | None, answer: Answer) -> str:
    """Sentences for the journal, in the user's language; mostly there is nothing to say."""
    demands = decision.demands if decision else ()
    open_points = len(unmet(decision, answer)) if decision else 0
    changes = (*_absence(entry), *_presence(entry))
    return " ".join((*changes, *_reasons(demands, answer), *_open(open_points)))


def _absence(entry: Entry) -> Iterator[str]:
    if entry.left_out:
        gone = (a for a in entry.envelope.recipients if a.key in entry.left_out)
        yield _("Left out: {people}.").format(people=", ".join(map(str, dict.fromkeys(gone))))


def _presence(entry: Entry) -> Iterator[str]:
    if entry.added:
        yield _("Added: {people}.").format(people=", ".join(map(str, entry.added)))


def _reasons(demands: tuple[Demand, ...], answer: Answer) -> Iterator[str]:
    for demand in demands:
        text = answer.written.get(demand.id, "") if demand.act is Act.REASON else ""
        if said := shown(text.strip(), _REASON_LIMIT):
            yield _("Reason given: {reason}").format(reason=said)


def _open(number: int) -> Iterator[str]:
    if number:
        sentence = ngettext(
            "{n} point was not confirmed.", "{n} points were not confirmed.", number
        )
        yield sentence.format(n=number)
