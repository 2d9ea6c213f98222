"""Addresses from which mail came back, and domains that cannot be."""

from __future__ import annotations

from tests.detection.letters import Letter
from tests.detection.scenes.reports import REPORTS, a_delay, an_absence, an_arrival
from tests.detection.scenes.stage import Scenes, Stage, renamed
from tests.detection.world import Person


def _comes_back(s: Stage, failed: Person, days: float) -> None:
    report = REPORTS[s.chance.randrange(len(REPORTS))]
    s.report(report(failed.address, s.me.address, s.day(days)), days)


# bounced-before ------------------------------------------------------------------------------


def _left_the_company(s: Stage) -> Letter:
    s.sent(s.mail(days=9))
    _comes_back(s, s.person, 8.99)
    return s.mail()


def _in_copy(s: Stage) -> Letter:
    s.sent(s.mail(days=12, cc=(s.second,)))
    _comes_back(s, s.second, 11.99)
    return s.mail(cc=(s.second,))


def _never_existed(s: Stage) -> Letter:
    """The address was wrong the first time, and the book of addresses has it still."""
    wrong = renamed(s.person, f"{s.person.family_latin}.{s.number}@{s.company.domain}")
    s.sent(s.mail(to=(wrong,), days=3))
    _comes_back(s, wrong, 2.99)
    return s.mail(to=(wrong,))


def _others_went_on(s: Stage) -> Letter:
    """A colleague of theirs has answered since; the one who left has not."""
    s.sent(s.mail(to=(s.person, s.second), days=15))
    _comes_back(s, s.person, 14.99)
    s.received(by=s.second, days=10)
    return s.mail(to=(s.person, s.second))


def _an_hour_ago(s: Stage) -> Letter:
    s.sent(s.mail(days=0.06))
    _comes_back(s, s.person, 0.05)
    return s.mail(text=s.say("念のため、もう一度お送りいたします。", "I am sending this again."))


def _corrected(s: Stage) -> Letter:
    wrong = renamed(s.person, f"x.{s.person.address}")
    s.sent(s.mail(to=(wrong,), days=2))
    _comes_back(s, wrong, 1.99)
    text = s.say(
        "宛先に誤りがあり、再送いたします。", "I am sending this again to the right address."
    )
    return s.mail(text=text)


def _only_late(s: Stage) -> Letter:
    s.sent(s.mail(days=5))
    s.report(a_delay(s.person.address, s.me.address, s.day(4.9)), 4.9)
    return s.mail()


def _confirmed(s: Stage) -> Letter:
    s.sent(s.mail(days=5))
    s.report(an_arrival(s.person.address, s.me.address, s.day(4.99)), 4.99)
    return s.mail()


def _back_again(s: Stage) -> Letter:
    """Their server was out of order; they have written since."""
    s.sent(s.mail(days=14))
    _comes_back(s, s.person, 13.99)
    asked = s.received(days=7)
    return s.reply(asked)


def _arrived_since(s: Stage) -> Letter:
    """The mailbox was full once; what went later did not come back."""
    s.sent(s.mail(days=18))
    _comes_back(s, s.person, 17.99)
    s.sent(s.mail(days=9))
    s.sent(s.mail(days=8))
    return s.mail()


def _on_holiday(s: Stage) -> Letter:
    s.sent(s.mail(days=6))
    s.report(an_absence(s.person.address, s.me.address, s.day(5.99)), 5.99)
    return s.mail()


def _another_of_them(s: Stage) -> Letter:
    s.sent(s.mail(to=(s.company.people[2],), days=6))
    _comes_back(s, s.company.people[2], 5.99)
    return s.mail()


# undeliverable-domain ------------------------------------------------------------------------

_MISTYPED = (
    "{}.co.jpp", "{}.con", "{}.ocm", "{}.cojp", "{}.co.jo", "{}.comm", "{}.nte",
    "{}", "{}.co,jp", "{}.jp.co.jpn", "{}.infoo",
)  # fmt: skip
_REAL = (
    "{}.co.jp", "{}.com", "{}.or.jp", "{}.ne.jp", "{}.tokyo", "{}.co", "{}.io", "{}.gr.jp",
    "{}.ac.jp", "{}.lg.jp", "{}.museum", "{}.systems", "{}.日本", "{}.みんな", "{}.com.tw",
    "{}.co.uk", "{}.city.kawasaki.jp", "{}.shop", "mail.{}.co.jp", "{}.cm", "{}.om", "{}.ai",
)  # fmt: skip


def _at_a_domain(s: Stage, shapes: tuple[str, ...]) -> Letter:
    house = s.new_company()
    label = house.domain.removesuffix(".example")
    domain = shapes[s.number % len(shapes)].format(label)
    local = house.people[0].address.partition("@")[0]
    return s.mail(to=(renamed(house.people[0], f"{local}@{domain}"),), company=house)


def _mistyped(s: Stage) -> Letter:
    return _at_a_domain(s, tuple(shape for shape in _MISTYPED if "," not in shape))


def _real(s: Stage) -> Letter:
    return _at_a_domain(s, _REAL)


SCENES = {
    "bounced-before": Scenes(
        (_left_the_company, _in_copy, _never_existed, _others_went_on, _an_hour_ago),
        (
            *(_corrected, _only_late, _confirmed, _back_again, _arrived_since),
            *(_on_holiday, _another_of_them),
        ),
        (),
        "first-contact unusual-recipient lookalike-contact duplicate-send",
    ),
    "undeliverable-domain": Scenes(
        (_mistyped,), (_real,), (), "first-contact-domain unusual-recipient lookalike-domain"
    ),
}
