"""What OutlookOkan's tables have in common: rows of one kind become one rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from mailguard.domain.condition import When
from mailguard.domain.rule import Rule, Then
from mailguard.importing.harvest import Fate, Harvest
from mailguard.importing.rows import Row, each, places_of

K = TypeVar("K")


class Flags(msgspec.Struct, frozen=True):
    """Those of the general switches that change what tables do."""

    keyword_copies_outside_only: bool = False
    file_copies_outside_only: bool = False
    delay_outside_only: bool = False
    names_in_subject: bool = False
    names_for_recipients: bool = False
    keywords_in_subject: bool = False
    whitelist_needs_no_review: bool = False


Taker = Callable[[Sequence[Row], Harvest, Flags], None]


def asking(message: str, *, refused: bool) -> Then:
    """A sentence to tick, or one that says why it may not leave."""
    return Then(refuse=message) if refused else Then(tick=message)


def void(_value: object) -> None:
    """For checks that only raise."""


def grouped(rows: Sequence[Row], harvest: Harvest, key: Callable[[Row], K]) -> dict[K, list[Row]]:
    """Rows of one key together, in their order."""
    found: dict[K, list[Row]] = defaultdict(list)
    each(rows, harvest, lambda row: found[key(row)].append(row))
    return found


def first(rows: Iterable[Row]) -> list[str]:
    """Their first cells, each once."""
    return list(dict.fromkeys(row.text(0) for row in rows))


def take_rule(
    harvest: Harvest, name: str, title: str, when: When, then: Then,
    rows: Sequence[Row], differs: str = "",
) -> None:  # fmt: skip
    """Take a rule over, and say so; `differs`: how it is not quite the same."""
    place = places_of(rows)
    harvest.rule(Rule(name, then, when, title), place)
    harvest.note(Fate.CHANGED if differs else Fate.TAKEN, place, differs or title)
