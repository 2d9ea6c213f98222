"""Mails with one thing wrong, which the checks have to find, and ordinary ones beside them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.detection import planted_data, planted_files, planted_readers, planted_texts
from tests.detection.case import Case
from tests.detection.documents import a_document
from tests.detection.ordinary import attaching, ordinary, somebody
from tests.detection.world import World

_EACH = 30
PLANTERS = {
    **planted_readers.PLANTERS,
    **planted_files.PLANTERS,
    **planted_data.PLANTERS,
    **planted_texts.PLANTERS,
}
"""Check → who writes its mails, and which checks may speak besides."""


def planted(world: World, each: int = _EACH) -> Iterator[Case]:
    """Each check's mails, one after the other."""
    for check, (planter, also) in PLANTERS.items():
        for number in range(each):
            letter = planter(world, number)
            name = f"{check} {number}"
            yield Case(name, letter, check, frozenset(also.split()))


def clean(world: World, count: int = 300) -> Iterator[Case]:
    """Ordinary mails to people who are written to."""
    for number in range(count):
        company, person = somebody(world)
        letter = ordinary(world, company, person)
        if number % 3 == 0:
            letter = letter.but(cc=(company.people[1],) if person is company.people[0] else ())
        if number % 4 == 0:
            letter = attaching(letter, {"資料.docx": a_document("資料", ["概要", "日程", "費用"])})
        yield Case(f"ordinary {number}", letter)
