"""Everyday mails whose salutation looks wrong, and is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.detection.letters import Letter
from tests.detection.salutation_forms import a_letter, spoken_to
from tests.detection.salutation_people import at_role
from tests.detection.world import World


def _role(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    role = world.chance.choice(("info", "sales", "order", "support", "soumu", "eigyo"))
    to = at_role(spoken.person, role)
    return a_letter(world, spoken, f"{spoken.company.name}\n{spoken.person.called}様", (to,))


def _opaque(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    domain = spoken.company.domain
    local = world.chance.choice(("a1234", "x7k2", "u20391", "k3", "member77", "bluesky"))
    to = replace(spoken.person, address=f"{local}@{domain}", display="")
    return a_letter(world, spoken, f"{spoken.person.called}様", (to,))


def _private(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    to = replace(spoken.person, address=f"{spoken.person.family_latin}77@gmail.com")
    return a_letter(world, spoken, f"{spoken.person.called}様", (to,))


def _assistant_in_cc(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    return a_letter(
        world, spoken, f"{spoken.company.name}\n{spoken.person.called}様", (spoken.other,),
        (spoken.person,),
    )  # fmt: skip


def _others_in_text(world: World) -> Letter:
    spoken, third = spoken_to(world, "person"), spoken_to(world, "person")
    letter = a_letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
    text = (
        f"{third.company.name}の{third.person.called}様とも相談のうえ、進めてまいります。\n"
        f"{third.person.called}様にもよろしくお伝えください。"
    )
    return letter.but(body=f"{letter.body}\n\n{text}")


def _three_companies(world: World) -> Letter:
    one, two = spoken_to(world, "person"), spoken_to(world, "person")
    salutation = (
        f"{one.company.name} {one.person.called}様\n{two.company.name} {two.person.called}様"
    )
    letter = a_letter(world, one, salutation, (one.person, two.person))
    third = world.chance.choice(world.customers)
    return letter.but(body=f"{letter.body}\n\n納入は{third.short}様を経由いたします。")


def _draft(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    letter = a_letter(
        world, spoken, f"{spoken.company.name}\n{spoken.person.called}様", (spoken.colleague,)
    )
    return letter.but(subject="文面の確認のお願い")


def _copied(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    letter = a_letter(
        world, spoken, f"{spoken.person.called}様", (spoken.person,), (spoken.colleague,)
    )
    return letter.but(body=f"{letter.body}\n\nCCに弊社{spoken.colleague.family}を入れております。")


def _asks_for_copy(world: World) -> Letter:
    spoken = spoken_to(world, "person")
    letter = a_letter(world, spoken, f"{spoken.person.called}様", (spoken.person,))
    text = f"次回からCCに{spoken.colleague.family}を入れていただけますと幸いです。"
    return letter.but(body=f"{letter.body}\n\n{text}")


def _newcomer(world: World) -> Letter:
    """A first mail to somebody whose surname a contact elsewhere has too."""
    spoken, third = spoken_to(world, "person"), spoken_to(world, "person")
    to = replace(third.person, address=f"{third.person.family_latin}@newcomer.example", display="")
    return a_letter(world, spoken, f"{third.person.called}様", (to,))


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
