"""Ordinary mails of an office, written by hand: nothing in them is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from tests.detection.case import Case
from tests.detection.drafts import drafts
from tests.detection.roles import roles_for
from tests.detection.world import World

OCCASIONS = (
    "accounts", "contracts", "delivery", "english", "errands", "files", "firms", "greetings",
    "inside", "marks", "meetings", "notes", "offices", "recruiting", "replies", "sales", "systems",
    "trades",
)  # fmt: skip
TIMES = 2
"""Mails of each draft, to other people each time."""


def everyday(world: World, times: int = TIMES) -> Iterator[Case]:
    """Every draft, `times` times."""
    for occasion in OCCASIONS:
        for place, draft in enumerate(drafts(occasion)):
            for number in range(times):
                roles = roles_for(world, draft.first("to", "person"), place * times + number)
                yield Case(f"{occasion}: {draft.name} {number}", draft.letter(roles))
