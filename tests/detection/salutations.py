"""Mails with salutations of all forms: to whom they speak to, and to somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.detection.case import Case
from tests.detection.letters import Letter, an_outgoing
from tests.detection.salutation_people import SHORT, Contact, at_role
from tests.detection.world import Company, Person, World

EACH = 30
"""Mails of each form."""

AFTER = timedelta(days=90)

PERSON = "salutation-person"
COMPANY = "salutation-company"
ALSO = frozenset(
    (
        *("salutation-person", "salutation-company", "namesake-contact", "cc-promised"),
        *("display-name-mismatch", "other-company-named", "unusual-recipient"),
        *("several-organisations", "first-contact"),
    )
)


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


def clean(world: World) -> Iterator[Case]:
    """Every form to whom it speaks to, and everyday mails that look wrong and are not."""
    for name, form in {**JAPANESE, **WESTERN, **COMPANIES, **NOBODY}.items():
        for number in range(EACH):
            spoken = _spoken(world, name)
            to, cc = _recipients(name, spoken)
            yield Case(f"{name} {number}", _letter(world, spoken, form(spoken), to, cc))
    for name, trap in TRAPS.items():
        for number in range(EACH):
            also = frozenset({"other-company-named"} if name in NAMING else ())
            yield Case(f"{name} {number}", trap(world), also=also)


def planted(world: World) -> Iterator[Case]:
    """Every form to somebody else: of another company, or of the same."""
    for name, form in {**JAPANESE, **WESTERN}.items():
        for number in range(EACH):
            spoken = _spoken(world, name)
            wrong = _wrong(world, spoken, elsewhere=bool(number % 3))
            letter = _letter(world, spoken, form(spoken), (wrong,))
            yield Case(f"{name} {number}", letter, PERSON, ALSO)
    for name, form in COMPANIES.items():
        for number in range(EACH):
            spoken = _spoken(world, name)
            letter = _letter(world, spoken, form(spoken), (_wrong(world, spoken),))
            yield Case(f"{name} {number}", letter, COMPANY, ALSO)
    for check, planter in PLANTERS.items():
        for number in range(EACH):
            yield Case(f"{check} {number}", planter(world), check, ALSO)


def _spoken(world: World, form: str) -> Spoken:
    foreign = form in WESTERN
    companies = [c for c in world.customers if c.is_japanese is not foreign]
    company = world.chance.choice(companies)
    known = [p for p in company.people if p.name] if foreign else company.people
    person, other = world.chance.sample(known, 2)
    assert isinstance(person, Contact)
    assert isinstance(other, Contact)
    return Spoken(company, person, other, world.chance.choice(world.colleagues))


def _recipients(form: str, spoken: Spoken) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    if form in {"two persons", "a line each", "Hello and"}:
        return (spoken.person, spoken.other), ()
    return (spoken.person,), (spoken.other, spoken.colleague) if form == "copies" else ()


def _letter(
    world: World,
    spoken: Spoken,
    salutation: str,
    to: tuple[Person, ...],
    cc: tuple[Person, ...] = (),
) -> Letter:
    letter = an_outgoing(world, spoken.company, spoken.person)
    at = letter.at + AFTER + timedelta(minutes=world.chance.randrange(60_000))
    return letter.but(salutation=salutation, to=to, cc=cc, at=at)


def _wrong(world: World, spoken: Spoken, *, elsewhere: bool = True) -> Person:
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
    return world.chance.choice(others) if others else _wrong(world, spoken)


# Everyday mails ------------------------------------------------------------------------------


def _role(world: World) -> Letter:
    spoken = _spoken(world, "person")
    role = world.chance.choice(("info", "sales", "order", "support", "soumu", "eigyo"))
    to = at_role(spoken.person, role)
    return _letter(world, spoken, f"{spoken.company.name}\n{spoken.person.called}様", (to,))


def _opaque(world: World) -> Letter:
    spoken = _spoken(world, "person")
    domain = spoken.company.domain
    local = world.chance.choice(("a1234", "x7k2", "u20391", "k3", "member77", "bluesky"))
    to = replace(spoken.person, address=f"{local}@{domain}", display="")
    return _letter(world, spoken, f"{spoken.person.called}様", (to,))


def _private(world: World) -> Letter:
    spoken = _spoken(world, "person")
    to = replace(spoken.person, address=f"{spoken.person.family_latin}77@gmail.com")
    return _letter(world, spoken, f"{spoken.person.called}様", (to,))


def _assistant_in_cc(world: World) -> Letter:
    spoken = _spoken(world, "person")
    return _letter(
        world, spoken, f"{spoken.company.name}\n{spoken.person.called}様", (spoken.other,),
        (spoken.person,),
    )  # fmt: skip


def _others_in_text(world: World) -> Letter:
    spoken, third = _spoken(world, "person"), _spoken(world, "person")
    letter = _letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
    text = (
        f"{third.company.name}の{third.person.called}様とも相談のうえ、進めてまいります。\n"
        f"{third.person.called}様にもよろしくお伝えください。"
    )
    return letter.but(body=f"{letter.body}\n\n{text}")


def _three_companies(world: World) -> Letter:
    one, two = _spoken(world, "person"), _spoken(world, "person")
    salutation = (
        f"{one.company.name} {one.person.called}様\n{two.company.name} {two.person.called}様"
    )
    letter = _letter(world, one, salutation, (one.person, two.person))
    third = world.chance.choice(world.customers)
    return letter.but(body=f"{letter.body}\n\n納入は{third.short}様を経由いたします。")


def _draft(world: World) -> Letter:
    spoken = _spoken(world, "person")
    letter = _letter(
        world, spoken, f"{spoken.company.name}\n{spoken.person.called}様", (spoken.colleague,)
    )
    return letter.but(subject="文面の確認のお願い")


def _copied(world: World) -> Letter:
    spoken = _spoken(world, "person")
    letter = _letter(
        world, spoken, f"{spoken.person.called}様", (spoken.person,), (spoken.colleague,)
    )
    return letter.but(body=f"{letter.body}\n\nCCに弊社{spoken.colleague.family}を入れております。")


def _asks_for_copy(world: World) -> Letter:
    spoken = _spoken(world, "person")
    letter = _letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
    text = f"次回からCCに{spoken.colleague.family}を入れていただけますと幸いです。"
    return letter.but(body=f"{letter.body}\n\n{text}")


def _newcomer(world: World) -> Letter:
    """A first mail to somebody whose surname a contact elsewhere has too."""
    spoken, third = _spoken(world, "person"), _spoken(world, "person")
    to = replace(third.person, address=f"{third.person.family_latin}@newcomer.example", display="")
    return _letter(world, spoken, f"{third.person.called}様", (to,))


# In these another company is named indeed: a notice says so, and must not interrupt.
NAMING = frozenset({"others in the text", "three companies"})

TRAPS: dict[str, Callable[[World], Letter]] = {
    "role address": _role,
    "opaque address": _opaque,
    "private address": _private,
    "assistant": _assistant_in_cc,
    "others in the text": _others_in_text,
    "three companies": _three_companies,
    "draft for a colleague": _draft,
    "copied": _copied,
    "asks for a copy": _asks_for_copy,
    "newcomer": _newcomer,
}


# Planted -------------------------------------------------------------------------------------


def _promised(world: World) -> Letter:
    spoken = _spoken(world, "person")
    letter = _letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
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
    spoken, third = _spoken(world, "person"), _spoken(world, "person")
    while third.company is spoken.company:
        third = _spoken(world, "person")
    letter = _letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
    subject = world.chance.choice(("【{}様】お見積書の件", "{}様 納品について", "{}の価格改定"))
    return letter.but(subject=subject.format(third.company.short))


def _borrowed_name(world: World) -> Letter:
    spoken = _spoken(world, "person")
    while not spoken.person.display:
        spoken = _spoken(world, "person")
    person = spoken.person
    to = replace(person, address=_wrong(world, spoken).address)
    return _letter(world, spoken, f"{person.called}様", (to,))


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
    return _letter(world, spoken, f"{company.name}\n{person.called}様", (other,))


PLANTERS: dict[str, Callable[[World], Letter]] = {
    "cc-promised": _promised,
    "other-company-named": _subject,
    "display-name-mismatch": _borrowed_name,
    "namesake-contact": _namesake,
}
