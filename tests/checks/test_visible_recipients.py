"""Many outside people of several organisations who see each other are warned of."""

from __future__ import annotations

import pytest

from mailguard.checks.visible_recipients import Limits, visible_recipients
from mailguard.domain.finding import About, Finding, OfMail, Severity
from mailguard.domain.knowledge import Thread
from mailguard.domain.mail import Mail
from tests.checks.knowing import Known, NothingKnown
from tests.mails import OWN_DOMAIN, a_mail


def findings(mail: Mail, limits: Limits | None = None) -> tuple[Finding, ...]:
    return visible_recipients.findings(mail, NothingKnown(), limits or Limits())


def people(count: int, organisations: int = 1) -> list[str]:
    return [f"person{i}@company{i % organisations}.example" for i in range(count)]


def test_twelve_people_of_five_companies_are_warned_of() -> None:
    (finding,) = findings(a_mail(to=people(12, 5)))
    assert finding.severity is Severity.WARNING
    assert finding.about is About.CROWD
    assert finding.place == OfMail()
    assert "12" in finding.sentence
    (organisations,) = finding.evidence
    assert len(organisations.split(", ")) == 5


def test_so_they_are_where_they_stand_in_to_and_cc() -> None:
    assert findings(a_mail(to=people(12, 5)[:6], cc=people(12, 5)[6:]))


@pytest.mark.parametrize(
    "mail",
    [
        a_mail(to=people(30)),  # one customer
        a_mail(to=people(6, 3)),
        a_mail(to=people(6, 6), is_reply=True),
        a_mail(bcc=people(12, 5)),
        a_mail(to=[f"a{i}@{OWN_DOMAIN}" for i in range(50)], cc=people(2, 2)),
        a_mail(to=["a@one.example"] * 12 + ["b@two.example"]),  # two people
    ],
    ids=["one customer", "few", "few, in a reply", "hidden", "own people", "the same person"],
)
def test_ordinary_mail_is_not(mail: Mail) -> None:
    assert findings(mail) == ()


def test_four_organisations_are_enough_in_a_new_mail() -> None:
    assert findings(a_mail(to=people(4, 4)))


def test_a_crowd_is_warned_of_in_a_reply_too() -> None:
    assert findings(a_mail(to=people(12, 5), is_reply=True))


def test_the_limits_are_settings() -> None:
    assert findings(a_mail(to=people(3, 2)), Limits(people=3))
    assert not findings(a_mail(to=people(12, 5)), Limits(people=13, organisations=6))


def test_those_who_take_part_in_the_conversation_do_not_count() -> None:
    everybody = people(12, 5)
    thread = Thread(frozenset(everybody), frozenset(), frozenset())
    check = visible_recipients
    assert check.findings(a_mail(to=everybody), Known(thread=thread), check.settings) == ()
    more = [*everybody, *people(24, 12)[12:]]
    assert len(check.findings(a_mail(to=more), Known(thread=thread), check.settings)) == 1


def test_people_of_whom_half_stood_in_one_mail_before_are_not() -> None:
    to = people(6, 6)
    check = visible_recipients
    half = Known(together={frozenset((to[0], other)): 1 for other in to[1:3]})
    assert check.findings(a_mail(to=to), half, check.settings) == ()
    few = Known(together={frozenset(to[:2]): 1})
    assert len(check.findings(a_mail(to=to), few, check.settings)) == 1
