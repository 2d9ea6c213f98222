"""Mails to the wrong people, planted: one function a check."""

from __future__ import annotations

from dataclasses import replace

from tests.detection.letters import Letter
from tests.detection.ordinary import Planter, ordinary, somebody, somebody_japanese, to_anybody
from tests.detection.world import World


def _lookalike_contact(world: World, _number: int) -> Letter:
    company, person = somebody_japanese(world)
    local, _, domain = person.address.partition("@")
    place = world.chance.randrange(1, len(local) - 1)
    swapped = f"{local[:place]}{local[place + 1]}{local[place]}{local[place + 2 :]}"
    doubled = f"{local[: place + 1]}{local[place:]}"
    slip = doubled if swapped == local else world.chance.choice((swapped, doubled))
    wrong = replace(person, address=f"{slip}@{domain}")
    return ordinary(world, company, person).but(to=(wrong,))


def _lookalike_domain(world: World, _number: int) -> Letter:
    company, person = somebody_japanese(world)
    local, _, domain = person.address.partition("@")
    name, _, ending = domain.partition(".")
    place = world.chance.randrange(1, len(name) - 1)
    slips = [f"{name[:place]}{name[place + 1 :]}", f"{name[: place + 1]}{name[place:]}"]
    slips += [name.replace("-", "")] + ([name.replace("m", "rn", 1)] if "m" in name else [])
    wrong = replace(person, address=f"{local}@{world.chance.choice(slips)}.{ending}")
    return ordinary(world, company, person).but(to=(wrong,))


def _homograph(world: World, _number: int) -> Letter:
    company, person = somebody_japanese(world)
    latin, twin = world.chance.choice((("a", "а"), ("o", "о"), ("e", "е"), ("i", "і")))
    address = person.address
    local, _, domain = address.partition("@")
    if latin in domain:
        wrong = f"{local}@{domain.replace(latin, twin, 1)}"
    else:
        wrong = f"{local}@{domain.replace('.example', '')}а.example"
    return ordinary(world, company, person).but(to=(replace(person, address=wrong),))


def _visible_recipients(world: World, _number: int) -> Letter:
    companies = world.chance.sample(world.customers, 6)
    people = tuple(person for company in companies for person in company.people[:2])
    letter = ordinary(world, companies[0], people[0])
    return letter.but(to=people, salutation="お客様各位", subject="休業日のお知らせ")


def _several_organisations(world: World, _number: int) -> Letter:
    one, other = world.chance.sample(world.customers, 2)
    letter = ordinary(world, one, one.people[0])
    return letter.but(to=(one.people[0], other.people[0]))


def _bcc_external(world: World, _number: int) -> Letter:
    _company, person = somebody(world)
    colleague = world.chance.choice(world.colleagues)
    letter = to_anybody(world)
    return letter.but(to=(colleague,), bcc=(person,), salutation=f"{colleague.family}さん")


def _undeliverable_domain(world: World, _number: int) -> Letter:
    company, person = somebody(world)
    slip = world.chance.choice(("con", "co.jpp", "cojp", "ocm", "jo.jp"))
    wrong = f"{person.address.removesuffix('.example')}.{slip}"
    return ordinary(world, company, person).but(to=(replace(person, address=wrong),))


PLANTERS: dict[str, tuple[Planter, str]] = {
    "lookalike-contact": (_lookalike_contact, "first-contact unusual-recipient"),
    "lookalike-domain": (
        _lookalike_domain,
        "first-contact-domain unusual-recipient namesake-contact",
    ),
    "homograph": (
        _homograph,
        "first-contact-domain unusual-recipient lookalike-domain namesake-contact",
    ),
    "visible-recipients": (
        _visible_recipients,
        "several-organisations unusual-recipient audience-grew",
    ),
    "several-organisations": (_several_organisations, "unusual-recipient"),
    "bcc-external": (_bcc_external, "unusual-recipient"),
    "undeliverable-domain": (
        _undeliverable_domain,
        "first-contact-domain lookalike-domain unusual-recipient namesake-contact",
    ),
}
