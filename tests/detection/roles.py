"""Who plays which part in a draft: whom it is for, and what they are called in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tests.detection.cards import CARDS
from tests.detection.slips import mistakes_of
from tests.detection.world import Company, Person, World

_KATAKANA = {
    "Smith": "スミス", "Johnson": "ジョンソン", "Miller": "ミラー", "Davis": "デイビス",
    "Wilson": "ウィルソン", "Moore": "ムーア", "Anderson": "アンダーソン", "Thomas": "トーマス",
    "Jackson": "ジャクソン", "Harris": "ハリス", "Martin": "マーティン", "Clark": "クラーク",
}  # fmt: skip
_OLD_FORMS = str.maketrans({"高": "髙", "崎": "﨑", "辺": "邊", "斎": "齋"})
_READERS = 8  # people of a circular


@dataclass(frozen=True)
class Roles:
    """The people of one mail."""

    world: World
    company: Company
    third: Company  # one that gets nothing of the mail
    colleague: Person
    number: int  # of the mail

    @property
    def me(self) -> Person:
        return self.world.me

    def people(self, order: str) -> tuple[Person, ...]:
        """Who is meant by words like `person` and `colleague, other`."""
        found: list[Person] = []
        for word in filter(None, (part.strip() for part in order.split(","))):
            found += self._parts[word]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Person, ...]]:
        person, other = self.company.people[:2]
        firsts = tuple(company.people[0] for company in self.world.customers[:_READERS])
        return {
            "me": (self.me,),
            "person": (person,),
            "second": (other,),
            "western": (person,),
            "western both": (person, other),
            "other": (other,),
            "both": (person, other),
            "colleague": (self.colleague,),
            "colleagues": self.world.colleagues,
            "everybody": firsts,
            "third": self.third.people[:1],
            "role": (self._stranger(person),),
            "namesake": self._namesakes(person)[:1],
            **mistakes_of(person),
        }

    def _namesakes(self, person: Person) -> tuple[Person, ...]:
        """Others' contacts of the same family name."""
        return tuple(
            other
            for company in self.world.customers
            for other in company.people
            if company is not self.company and other.family == person.family
        )

    @staticmethod
    def _stranger(person: Person) -> Person:
        """Somebody of that name who was never written to, in a house of another name."""
        address = f"{person.family_latin}@office-{person.given_latin}.example"
        return Person(person.family, person.family_latin, person.given, person.given_latin, address)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What stands for the places in a draft."""
        person, other = self.company.people[:2]
        third = self.third.people[0]
        return {
            "sign": CARDS[self.number % len(CARDS)].format(own=self.world.own, me=self.me),
            "own": self.world.own.name,
            "ownshort": self.world.own.short,
            **_called("me", self.me),
            **_called("colleague", self.colleague),
            **_called("other", other),
            **_called("third", third),
            **{
                word.removeprefix("person"): text
                for word, text in _called("person", person).items()
            },
            "person": person.family,
            "kata": _KATAKANA.get(person.family, person.family),
            "variant": person.family.translate(_OLD_FORMS),
            "company": self.company.name,
            "short": self.company.short,
            "domain": self.company.domain,
            "third": self.third.short,
            "thirdcompany": self.third.name,
            "thirdperson": third.family,
        }


def _called(word: str, person: Person) -> dict[str, str]:
    return {
        word: person.family,
        f"{word}full": person.name,
        f"{word}given": person.given,
        f"{word}family": person.family,
        f"{word}latin": f"{person.given_latin.title()} {person.family_latin.title()}",
        f"{word}address": person.address,
    }


def roles_for(world: World, order: str, number: int) -> Roles:
    """People for a mail whose `to` says `order`, another choice for each number."""
    is_western = order.startswith("western")
    companies = [c for c in world.customers if c.is_japanese is not is_western]
    company = companies[(number * 7 + 3) % len(companies)]
    strangers = [c for c in companies if not _shares_a_name(c, company)]
    return Roles(
        world,
        company,
        strangers[(number * 5 + 1) % len(strangers)],
        world.colleagues[number % len(world.colleagues)],
        number,
    )


def _shares_a_name(one: Company, other: Company) -> bool:
    """Whether the first of `one` could be meant by a name of `other`'s."""
    first = one.people[0]
    return one is other or any(
        first.family == person.family or first.given == person.given for person in other.people
    )
