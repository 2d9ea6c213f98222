"""Ordinary mails to people who are written to, and how to change them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.detection.letters import Letter, an_outgoing
from tests.detection.world import Company, Person, World

AFTER = timedelta(days=84)

Planter = Callable[[World, int], Letter]
"""Writes a mail with one thing wrong; the number says which of them."""


def somebody(world: World) -> tuple[Company, Person]:
    """One of the two that a company is written to most, and the company."""
    company = world.chance.choice(world.customers)
    return company, world.chance.choice(company.people[:2])


def ordinary(world: World, company: Company, person: Person) -> Letter:
    """A mail to them, some weeks after the history."""
    at = an_outgoing(world, company, person).at + AFTER
    at += timedelta(minutes=world.chance.randrange(60_000))
    return an_outgoing(world, company, person, at)


def to_anybody(world: World) -> Letter:
    """An ordinary mail to somebody."""
    return ordinary(world, *somebody(world))


def somebody_japanese(world: World) -> tuple[Company, Person]:
    """A Japanese company, and who is written to most there."""
    company = world.chance.choice([c for c in world.customers if c.is_japanese])
    return company, company.people[0]


def saying(letter: Letter, sentence: str) -> Letter:
    """The letter with a sentence before its last paragraph."""
    head, _, tail = letter.body.rpartition("\n\n")
    return letter.but(body=f"{head}\n\n{sentence}\n\n{tail}")


def attaching(letter: Letter, files: dict[str, bytes]) -> Letter:
    """The letter with files, and a sentence that says so."""
    sentence = (
        "資料を添付いたします。" if "様" in letter.salutation else "Please find the file attached."
    )
    return saying(letter, sentence).but(attachments=files)
