"""Mails with a mistake as it happens in an office, written by hand."""

from __future__ import annotations

from collections.abc import Iterator

from tests.detection.case import Case
from tests.detection.drafts import drafts
from tests.detection.roles import roles_for
from tests.detection.world import World

TIMES = 2
"""Mails of each draft, to other people each time."""


def mishaps(world: World, times: int = TIMES) -> Iterator[Case]:
    """Every draft with a mistake; its `planted` says which checks may catch it, the best first."""
    for place, draft in enumerate(drafts("mishaps*")):
        check, *others = draft.first("planted").split()
        for number in range(times):
            roles = roles_for(world, draft.first("to", "person"), place * times + number)
            yield Case(f"{draft.name} {number}", draft.letter(roles), check, frozenset(others))
