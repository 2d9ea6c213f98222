"""Mails with salutations of all forms: to whom they speak to, and to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from tests.detection.case import Case
from tests.detection.salutation_forms import (
    COMPANIES,
    JAPANESE,
    NOBODY,
    WESTERN,
    a_letter,
    recipients,
    somebody_else,
    spoken_to,
)
from tests.detection.salutation_slips import PLANTERS
from tests.detection.salutation_traps import NAMING, TRAPS
from tests.detection.world import World

EACH = 30
"""Mails of each form."""

PERSON = "salutation-person"
COMPANY = "salutation-company"
ALSO = frozenset(
    (
        *("salutation-person", "salutation-company", "namesake-contact", "cc-promised"),
        *("display-name-mismatch", "other-company-named", "unusual-recipient"),
        *("several-organisations", "first-contact"),
    )
)


CHECKS = frozenset((PERSON, COMPANY, *PLANTERS))
"""The checks that something is planted for here."""


def clean(world: World) -> Iterator[Case]:
    """Every form to whom it speaks to, and everyday mails that look wrong and are not."""
    for name, form in {**JAPANESE, **WESTERN, **COMPANIES, **NOBODY}.items():
        for number in range(EACH):
            spoken = spoken_to(world, name)
            to, cc = recipients(name, spoken)
            yield Case(f"{name} {number}", a_letter(world, spoken, form(spoken), to, cc))
    for name, trap in TRAPS.items():
        for number in range(EACH):
            also = frozenset({"other-company-named"} if name in NAMING else ())
            yield Case(f"{name} {number}", trap(world), also=also)


def planted(world: World) -> Iterator[Case]:
    """Every form to somebody else: of another company, or of the same."""
    for name, form in {**JAPANESE, **WESTERN}.items():
        for number in range(EACH):
            spoken = spoken_to(world, name)
            wrong = somebody_else(world, spoken, elsewhere=bool(number % 3))
            letter = a_letter(world, spoken, form(spoken), (wrong,))
            yield Case(f"{name} {number}", letter, PERSON, ALSO)
    for name, form in COMPANIES.items():
        for number in range(EACH):
            spoken = spoken_to(world, name)
            letter = a_letter(world, spoken, form(spoken), (somebody_else(world, spoken),))
            yield Case(f"{name} {number}", letter, COMPANY, ALSO)
    for check, planter in PLANTERS.items():
        for number in range(EACH):
            yield Case(f"{check} {number}", planter(world), check, ALSO)
