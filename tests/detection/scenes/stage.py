"""Where a mail is made: the people of it, and what went before."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailguard.domain.settings import Settings
from tests.detection.case import Before
from tests.detection.letters import START, Letter, salutation_to, signature_of
from tests.detection.scenes.newcomers import a_new_company, a_newcomer
from tests.detection.world import Company, Part, Person, World

_FIRST = START + timedelta(days=55)  # long after the history of the world
_SPAN = 20 * 24 * 60  # minutes over which the mails are spread
_WESTERN = 6  # one mail of so many goes to a western company


class Stage:
    """People for one mail, another choice for each number; it gathers what happens before."""

    def __init__(self, world: World, part: Part, seed: str, number: int) -> None:
        """`number` says how often the same scene was made before."""
        self.chance = random.Random(f"{part}/{seed}")
        self.world = world
        self.part = part
        self.number = number
        self.is_japanese = self.chance.randrange(_WESTERN) > 0
        self.company = self.a_company()
        self.colleague, self.boss = self.chance.sample(world.colleagues, 2)
        self.at = _FIRST + timedelta(minutes=self.chance.randrange(_SPAN))
        self.own: list[str] = []
        self.lists: list[tuple[str, str]] = []
        self.settings = Settings()
        self._past: list[tuple[datetime, bool, bytes]] = []

    @property
    def me(self) -> Person:
        return self.world.me

    @property
    def person(self) -> Person:
        """Who is written to most at the company."""
        return self.company.people[0]

    @property
    def second(self) -> Person:
        """Another one of the company."""
        return self.company.people[1]

    @property
    def before(self) -> Before:
        """Everything that happened, the oldest first."""
        past = sorted(self._past, key=lambda one: one[0])
        found = tuple((is_sent, octets) for _at, is_sent, octets in past)
        return Before(found, tuple(self.own), tuple(self.lists), self.settings)

    # People ----------------------------------------------------------------------------------

    def a_company(self, *others: Company) -> Company:
        """One that is written to, and that shares no name with `others` if there is such a one."""
        names = {person.family for company in others for person in company.people}
        found = [
            company
            for company in self.world.customers
            if company.is_japanese is self.is_japanese and company not in others
        ]
        strangers = [c for c in found if not any(p.family in names for p in c.people)]
        return self.chance.choice(strangers or found)

    def newcomer(self, company: Company | None = None) -> Person:
        """Somebody at a known company who was never heard of."""
        return a_newcomer(self.part, company or self.company, self.chance)

    def new_company(self) -> Company:
        """A company that was never heard of."""
        return a_new_company(self.part, self.chance, is_japanese=self.is_japanese)

    def say(self, japanese: str, english: str) -> str:
        """What fits the language that is written in."""
        return japanese if self.is_japanese else english

    def day(self, days: float) -> datetime:
        """So many days before the mail."""
        return self.at - timedelta(days=days)

    # Mails -----------------------------------------------------------------------------------

    def mail(
        self,
        text: str = "",
        to: Sequence[Person] = (),
        *,
        company: Company | None = None,
        days: float = 0,
        **more: object,
    ) -> Letter:
        """A mail of mine to `to`, or the person of the company, sent so many days before."""
        readers = tuple(to) or (self.person,)
        house = company or self.company
        at = self.day(days)
        letter = Letter(
            sender=self.me,
            to=readers,
            salutation=self._salutation(house, readers[0]),
            body=self._body(text),
            signature=signature_of(self.world.own, self.me),
            subject=self.say("納入日程の件", "Delivery dates"),
            at=at,
            message_id=f"{self.chance.randrange(10**12)}.out",
        )
        return letter.but(**more)

    def sent(self, letter: Letter) -> Letter:
        """I sent it."""
        self._past.append((letter.at, True, letter.octets()))
        return letter

    def received(
        self,
        text: str = "",
        by: Person | None = None,
        to: Sequence[Person] = (),
        *,
        days: float = 1,
        **more: object,
    ) -> Letter:
        """Somebody wrote to me, and others, so many days before."""
        author = by or self.person
        letter = Letter(
            sender=author,
            to=tuple(to) or (self.me,),
            salutation=self.say(f"{self.me.family}様", "Hello,"),
            body=text or self.say("日程をお知らせください。", "Could you tell us the dates?"),
            signature=signature_of(self._house_of(author), author),
            subject=self.say("納入日程の件", "Delivery dates"),
            at=self.day(days),
            message_id=f"{self.chance.randrange(10**12)}.in",
        ).but(**more)
        self._past.append((letter.at, False, letter.octets()))
        return letter

    def report(self, octets: bytes, days: float) -> None:
        """A machine wrote to me, so many days before."""
        self._past.append((self.day(days), False, octets))

    def reply(
        self, asked: Letter, text: str = "", to: Sequence[Person] = (), **more: object
    ) -> Letter:
        """My answer to a mail; it quotes it."""
        domain = asked.sender.address.partition("@")[2]
        lines = "\n".join(f"> {line}" for line in asked.body.splitlines())
        head = f"{asked.at:%Y/%m/%d %H:%M}, {asked.sender.mailbox} wrote:"
        letter = self.mail(text, tuple(to) or (asked.sender,))
        return letter.but(
            subject=f"Re: {asked.subject}",
            in_reply_to=f"{asked.message_id}@{domain}",
            quoted=f"{head}\n{lines}",
        ).but(**more)

    def _salutation(self, company: Company, reader: Person) -> str:
        if reader in self.world.own.people:
            return f"{reader.family}さん"
        return salutation_to(company, reader)

    def _body(self, text: str) -> str:
        said = text or self.say(
            "日程が決まりましたのでご連絡いたします。来週の月曜日に着荷の予定です。",
            "The dates are settled now: the goods will arrive on Monday of next week.",
        )
        if not said.isascii() or self.is_japanese:
            opening = f"お世話になっております。{self.world.own.short}の{self.me.family}です。"
            return f"{opening}\n\n{said}\n\nどうぞよろしくお願いいたします。"
        return f"{said}\n\nBest regards,\n{self.me.given_latin.title()}"

    def _house_of(self, person: Person) -> Company:
        domain = person.address.partition("@")[2]
        houses = (self.world.own, *self.world.customers)
        return next((h for h in houses if h.domain == domain), self.company)


Maker = Callable[[Stage], Letter]
"""Plays what goes before, and returns the mail that is looked at."""


@dataclass(frozen=True)
class Scenes:
    """A check's mails: those in which it must speak, and those that tempt it."""

    wrong: Sequence[Maker]
    right: Sequence[Maker]
    hinted: Sequence[Maker] = ()  # wrong as well, but a notice is enough
    also: str = ""  # checks that may speak besides, in either


SceneBook = Mapping[str, Scenes]
"""Check → its scenes."""


def renamed(person: Person, address: str) -> Person:
    """The same person at another address."""
    return replace(person, address=address)
