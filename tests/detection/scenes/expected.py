"""Whom one would not have expected among the recipients: the recipient model."""

from __future__ import annotations

from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage
from tests.detection.world import Person


def _completed(s: Stage, person: Person) -> Person:
    """Whom completion offers after the first letters of `person`'s address: somebody else."""
    for letters in (3, 2, 1, 0):
        found = [
            other
            for company in s.world.customers
            if company is not s.company
            for other in company.people
            if other.address[:letters] == person.address[:letters]
        ]
        if found:
            return s.chance.choice(found)
    raise AssertionError


def _reply_goes_elsewhere_too(s: Stage) -> Letter:
    asked = s.received(cc=(s.second,))
    return s.reply(asked, cc=(s.second, _completed(s, s.colleague)))


def _reply_to_another(s: Stage) -> Letter:
    """One of the round was replaced by somebody of another company."""
    asked = s.received(cc=(s.second,))
    return s.reply(asked, cc=(_completed(s, s.second),))


def _reply_and_a_stranger(s: Stage) -> Letter:
    asked = s.received(cc=(s.second, s.colleague))
    return s.reply(asked, cc=(s.second, s.colleague, s.new_company().people[0]))


def _inside_and_a_customer(s: Stage) -> Letter:
    for days in (30, 22, 14, 9, 5):
        s.sent(s.mail(days=days, to=(s.colleague, s.boss)))
    return s.mail(to=(s.colleague, s.boss, _completed(s, s.colleague)))


def _circle(s: Stage) -> tuple[Person, ...]:
    """People who are always written to together."""
    circle = (s.person, s.second, s.colleague)
    for days in (33, 26, 19, 12, 6, 3):
        s.sent(s.mail(days=days, to=circle[:2], cc=circle[2:]))
    return circle


def _one_of_the_circle_replaced(s: Stage) -> Letter:
    person, second, colleague = _circle(s)
    return s.mail(to=(person, _completed(s, second)), cc=(colleague,))


def _added_to_the_circle(s: Stage) -> Letter:
    person, second, colleague = _circle(s)
    return s.mail(to=(person, second), cc=(colleague, _completed(s, person)))


def _the_circle(s: Stage) -> Letter:
    person, second, colleague = _circle(s)
    return s.mail(to=(person, second), cc=(colleague,))


def _part_of_the_circle(s: Stage) -> Letter:
    person, _second, colleague = _circle(s)
    return s.mail(to=(person,), cc=(colleague,))


def _circle_and_a_colleague(s: Stage) -> Letter:
    person, second, colleague = _circle(s)
    return s.mail(to=(person, second), cc=(colleague, s.boss))


def _first_mail(s: Stage) -> Letter:
    house = s.new_company()
    return s.mail(to=house.people, company=house)


def _new_colleague_of_theirs(s: Stage) -> Letter:
    return s.mail(cc=(s.newcomer(),))


def _after_long(s: Stage) -> Letter:
    """Somebody who was written to a few times, months ago."""
    return s.mail(to=(s.company.people[2],))


def _reply_to_all(s: Stage) -> Letter:
    asked = s.received(cc=(s.second, s.colleague))
    return s.reply(asked, cc=(s.second, s.colleague))


def _reply_with_a_colleague(s: Stage) -> Letter:
    return s.reply(s.received(), cc=(s.boss,))


def _reply_to_a_stranger(s: Stage) -> Letter:
    return s.reply(s.received(by=s.new_company().people[0]))


SCENES = {
    "unusual-recipient": Scenes(
        (
            *(_reply_goes_elsewhere_too, _reply_to_another, _reply_and_a_stranger),
            *(_inside_and_a_customer, _one_of_the_circle_replaced, _added_to_the_circle),
        ),
        (
            *(_the_circle, _part_of_the_circle, _circle_and_a_colleague, _first_mail),
            *(_new_colleague_of_theirs, _after_long, _reply_to_all, _reply_with_a_colleague),
            _reply_to_a_stranger,
        ),
        (),
        "namesake-contact several-organisations first-contact first-contact-domain added-to-thread",
    ),
}
