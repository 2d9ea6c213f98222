"""What rules say and ask in a review, rule by rule. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from mailguard.domain.consequence import Fired, Remark
from mailguard.domain.inspection import Decision, Demand
from mailguard.domain.rule import Mode

_RULE = "rule:"
_OPEN = "open:"


class Point(msgspec.Struct, frozen=True):
    """One rule: what it says, what it asks for, and why."""

    sentences: tuple[str, ...] = ()
    demands: tuple[Demand, ...] = ()
    fired: Fired | None = None  # None: it is MailGuard itself that says it


def points(decision: Decision | None) -> tuple[Point, ...]:
    """What rules want to be read and done, in the order they are asked."""
    if decision is None:
        return ()
    names = [*(each.rule for each in decision.said), *map(rule_of, decision.demands)]
    return tuple(
        Point(
            _sentences(decision.said, name),
            tuple(each for each in decision.demands if rule_of(each) == name),
            _fired(decision, name),
        )
        for name in dict.fromkeys(filter(None, names))
    )


def refusals(decision: Decision | None) -> tuple[Point, ...]:
    """Why the mail may not leave."""
    if decision is None:
        return ()
    names = dict.fromkeys(each.rule for each in decision.refusals)
    return tuple(
        Point(_sentences(decision.refusals, name), fired=_fired(decision, name)) for name in names
    )


def rule_of(demand: Demand) -> str:
    """The rule that makes this demand; "" where it is none, or stands at an attachment."""
    if not demand.id.startswith(_RULE):
        return ""
    return demand.id.removeprefix(_RULE).rpartition(":")[0]


def opening_key(index: int) -> str:
    """The id of the demand that the attachment of that index is opened."""
    return f"{_OPEN}{index}"


def index_to_open(demand_id: str) -> int | None:
    """The attachment that the demand of this id wants opened; None: it is another demand."""
    return int(demand_id.removeprefix(_OPEN)) if demand_id.startswith(_OPEN) else None


def _sentences(remarks: Iterable[Remark], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.sentence for each in remarks if each.rule == name))


def _fired(decision: Decision, name: str) -> Fired | None:
    on = (each for each in decision.rules if each.mode is Mode.ON)
    return next((each for each in on if f"{each.layer}/{each.id}" == name), None)
