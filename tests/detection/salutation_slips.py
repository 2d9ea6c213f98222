"""Mails with a slip about somebody's name, planted: one function a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.detection.letters import Letter
from tests.detection.salutation_forms import Spoken, a_letter, somebody_else, spoken_to
from tests.detection.salutation_people import Contact
from tests.detection.world import World


def _promised(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    letter = a_letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
    name = spoken.colleague.family
    text = world.chance.choice(
        (
            f"CCに弊社{name}を入れております。",
            f"弊社{name}をCCに追加いたしました。",
            f"なお、{name}もCCに含めております。",
            f"I am cc'ing {spoken.colleague.family_latin.title()} on this mail.",
        )
    )
    return letter.but(body=f"{letter.body}\n\n{text}")


def _subject(world: World) -> Letter:
    spoken, third = spoken_to(world, "person"), spoken_to(world, "person")
    while third.company is spoken.company:
        third = spoken_to(world, "person")
    letter = a_letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
    subject = world.chance.choice(("【{}様】お見積書の件", "{}様 納品について", "{}の価格改定"))
    return letter.but(subject=subject.format(third.company.short))


def _borrowed_name(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    while not spoken.person.display:
        spoken = spoken_to(world, "person")
    person = spoken.person
    to = replace(person, address=somebody_else(world, spoken).address)
    return a_letter(world, spoken, f"{person.called}様", (to,))


def _namesake(world: World) -> Letter:
    """A customer's company, and the person of that family name at another one."""
    pairs = [
        (company, person, other)
        for company in world.customers
        for person in company.people
        for elsewhere in world.customers
        for other in elsewhere.people
        if elsewhere is not company and other.family == person.family and company.is_japanese
    ]
    company, person, other = world.chance.choice(pairs)
    assert isinstance(person, Contact)
    spoken = Spoken(company, person, person, world.chance.choice(world.colleagues))
    return a_letter(world, spoken, f"{company.name}\n{person.called}様", (other,))


PLANTERS: dict[str, Callable[[World], Letter]] = {
    "cc-promised": _promised,
    "other-company-named": _subject,
    "display-name-mismatch": _borrowed_name,
    "namesake-contact": _namesake,
}
