"""The forms of salutations, and mails that begin with one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.detection.letters import Letter, an_outgoing
from tests.detection.salutation_people import SHORT, Contact
from tests.detection.world import Company, Person, World

AFTER = timedelta(days=90)


@dataclass(frozen=True)
class Spoken:
    """Who is spoken to in a mail."""

    company: Company
    person: Contact
    other: Contact  # of the same company
    colleague: Person


Form = Callable[[Spoken], str]

JAPANESE: dict[str, Form] = {
    "company person": lambda s: f"{s.company.name} {s.person.called}様",
    "company, person": lambda s: f"{s.company.name}\n{s.person.called}様",
    "title": lambda s: f"{s.company.name}\n営業部 部長 {s.person.called}様",
    "title as honorific": lambda s: f"{s.person.called}部長",
    "person": lambda s: f"{s.person.called}様",
    "spaced": lambda s: f"{s.person.called}　{s.person.given}　様",
    "full name": lambda s: f"{s.person.called}{s.person.given}様",
    "san": lambda s: f"{s.person.called}さん",
    "dono": lambda s: f"{s.person.called}殿",
    "sensei": lambda s: f"{s.person.called}先生",
    "short form": lambda s: f"（株）{s.company.short}　{s.person.called}様",
    "company without form": lambda s: f"{s.company.short} {s.person.called}様",
    "in a sentence": lambda s: f"{s.person.called}様、お世話になっております。",
    "greeting first": lambda s: f"お疲れ様です。\n\n{s.person.called}さん、",
    "two persons": lambda s: f"{s.person.called}様、{s.other.called}様",
    "a line each": lambda s: f"{s.person.called}様\n{s.other.called}様",
    "copies": lambda s: f"{s.person.called}様\nCC:{s.other.called}様、弊社 {s.colleague.family}",
}
WESTERN: dict[str, Form] = {
    "katakana": lambda s: f"{s.person.called}様",
    "latin 様": lambda s: f"{s.person.family}様",
    "Dear Mr.": lambda s: f"Dear Mr. {s.person.family},",
    "Hi": lambda s: f"Hi {s.person.given},",
    "Hello and": lambda s: f"Hello {s.person.given} and {s.other.given},",
    "dash": lambda s: f"{s.person.given} —",
    "comma": lambda s: f"{s.person.given},",
    "Good morning": lambda s: f"Good morning {s.person.given},",
    "short": lambda s: f"Hi {SHORT.get(s.person.given, s.person.given)},",
    "whole": lambda s: f"Dear {s.person.given} {s.person.family},",
}
COMPANIES: dict[str, Form] = {
    "company 様": lambda s: f"{s.company.name}様",
    "company 御中": lambda s: f"{s.company.name}御中",
    "company, department": lambda s: f"{s.company.name}\n営業部御中",
    "company, anybody": lambda s: f"{s.company.name}\nご担当者様",
    "company short 御中": lambda s: f"{s.company.short} 御中",
}
NOBODY: dict[str, Form] = {
    form: (lambda _s, form=form: form)  # type: ignore[misc]  # a default binds the loop's value
    for form in (
        "ご担当者様", "皆様", "皆さま", "お客様", "関係者各位", "各位", "営業部御中", "Dear all,", "Hi team,",
        "Dear Sir or Madam,", "Hi there,",
    )
}  # fmt: skip


def spoken_to(world: World, form: str) -> Spoken:
    foreign = form in WESTERN
    companies = [c for c in world.customers if c.is_japanese is not foreign]
    company = world.chance.choice(companies)
    known = [p for p in company.people if p.name] if foreign else company.people
    person, other = world.chance.sample(known, 2)
    assert isinstance(person, Contact)
    assert isinstance(other, Contact)
    return Spoken(company, person, other, world.chance.choice(world.colleagues))


def recipients(form: str, spoken: Spoken) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    if form in {"two persons", "a line each", "Hello and"}:
        return (spoken.person, spoken.other), ()
    return (spoken.person,), (spoken.other, spoken.colleague) if form == "copies" else ()


def a_letter(
    world: World,
    spoken: Spoken,
    salutation: str,
    to: tuple[Person, ...],
    cc: tuple[Person, ...] = (),
) -> Letter:
    letter = an_outgoing(world, spoken.company, spoken.person)
    at = letter.at + AFTER + timedelta(minutes=world.chance.randrange(60_000))
    return letter.but(salutation=salutation, to=to, cc=cc, at=at)


def somebody_else(world: World, spoken: Spoken, *, elsewhere: bool = True) -> Person:
    """Somebody of another name: of another company, or of the same."""
    companies = [spoken.company] if not elsewhere else [*world.customers]
    names = {spoken.person.family, spoken.other.family, spoken.person.given, spoken.other.given}
    others = [
        person
        for company in companies
        for person in company.people
        if (company is not spoken.company or not elsewhere)
        and not {person.family, person.given} & names
        and not {person.family_latin} & {spoken.person.family_latin, spoken.other.family_latin}
    ]
    return world.chance.choice(others) if others else somebody_else(world, spoken)
