"""Addresses as they come out wrong: of hasty fingers, and of completion that knows too many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from tests.detection.world import Person


def mistakes_of(person: Person) -> Mapping[str, tuple[Person, ...]]:
    """The person with each of several wrong addresses."""
    local, _at, domain = person.address.partition("@")
    name, _dot, ending = domain.partition(".")
    wrong = {
        "mistyped domain": f"{local}@{_swapped(name)}.{ending}",
        "mistyped address": f"{_swapped(local)}@{domain}",
        "mistyped ending": f"{local}@{name}",
        "mistyped provider": f"{person.family_latin}.{person.given_latin}@gmial.com",
        "private": f"{person.given_latin}.{person.family_latin}@gmail.com",
    }
    return {word: (replace(person, address=address),) for word, address in wrong.items()}


def _swapped(word: str) -> str:
    """The first two different letters behind the beginning change places."""
    place = next(n for n, (a, b) in enumerate(pairwise(word)) if n and a != b and (a + b).isalpha())
    return f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
