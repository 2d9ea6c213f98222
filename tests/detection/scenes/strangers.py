"""People and organisations that are written to for the first time, and private addresses."""

from __future__ import annotations

from mailguard.domain.settings import Organisation, Settings
from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage, renamed
from tests.detection.world import Person

# first-contact -------------------------------------------------------------------------------


def _new_there(s: Stage) -> Letter:
    return s.mail(to=(s.newcomer(),))


def _new_in_copy(s: Stage) -> Letter:
    return s.mail(cc=(s.newcomer(),))


def _new_role(s: Stage) -> Letter:
    role = s.chance.choice(("keiri", "info", "recruit", "soumu", "sales"))
    to = renamed(s.person, f"{role}@{s.company.domain}")
    return s.mail(to=(to,), salutation=s.say(f"{s.company.name}\nご担当者様", "Dear Sir or Madam,"))


def _new_and_blind(s: Stage) -> Letter:
    return s.mail(to=(s.me,), bcc=(s.newcomer(),))


def _mentioned_to_me(s: Stage) -> Letter:
    """They named a colleague in the text, whom nobody wrote to yet."""
    new = s.newcomer()
    s.received(s.say(f"担当は{new.family}に変わります。", f"{new.given} will take over."))
    return s.mail(to=(new,))


def _somebody_at_home(s: Stage) -> Letter:
    """A craftsman without a domain."""
    new = s.newcomer()
    return s.mail(to=(renamed(new, f"{new.family_latin}.koumuten@gmail.com"),))


def _well_known(s: Stage) -> Letter:
    return s.mail(cc=(s.second,))


def _wrote_to_me(s: Stage) -> Letter:
    new = s.newcomer()
    return s.reply(s.received(by=new))


def _was_in_copy(s: Stage) -> Letter:
    new = s.newcomer()
    return s.reply(s.received(cc=(new,)), cc=(new,))


def _in_capitals(s: Stage) -> Letter:
    local, _at, domain = s.person.address.partition("@")
    return s.mail(to=(renamed(s.person, f"{local.title()}@{domain.upper()}"),))


def _a_new_colleague(s: Stage) -> Letter:
    new = s.newcomer(s.world.own)
    return s.mail("ようこそ。来週から一緒にがんばりましょう。", to=(new,), company=s.world.own)


def _my_second_mail(s: Stage) -> Letter:
    new = s.newcomer()
    s.sent(s.mail(to=(new,), days=2))
    return s.mail(to=(new,))


# first-contact-domain ------------------------------------------------------------------------


def _a_new_company(s: Stage) -> Letter:
    house = s.new_company()
    return s.mail(to=house.people, company=house)


def _new_company_in_copy(s: Stage) -> Letter:
    return s.mail(cc=s.new_company().people)


def _an_office(s: Stage) -> Letter:
    """A public office, a school, a bank."""
    domain = s.chance.choice(
        ("city.aozora.lg.jp", "midori-u.ac.jp", "minato-bank.co.jp", "npo-hana.or.jp")
    )
    to = renamed(s.newcomer(), f"madoguchi@{domain}")
    return s.mail(to=(to,), salutation="ご担当者様")


def _found_on_the_web(s: Stage) -> Letter:
    house = s.new_company()
    to = renamed(house.people[0], f"info@{house.domain}")
    text = s.say(
        "貴社のホームページを拝見しました。カタログをお送りください。",
        "Please send us your catalogue.",
    )
    return s.mail(text, to=(to,), salutation=s.say("ご担当者様", "Hello,"))


def _their_other_host(s: Stage) -> Letter:
    new = s.newcomer()
    return s.mail(to=(renamed(new, f"{new.family_latin}@mail.{s.company.domain}"),))


def _they_wrote_first(s: Stage) -> Letter:
    house = s.new_company()
    return s.reply(s.received(by=house.people[0]))


def _they_were_in_copy(s: Stage) -> Letter:
    agent = s.new_company().people[0]
    return s.reply(s.received(cc=(agent,)), cc=(agent,))


def _of_the_group(s: Stage) -> Letter:
    s.settings = Settings(organisation=Organisation(group=("own-kaihatsu.example",)))
    new = s.newcomer(s.world.own)
    return s.mail(to=(renamed(new, f"{new.family_latin}@own-kaihatsu.example"),))


def _our_other_domain(s: Stage) -> Letter:
    s.settings = Settings(organisation=Organisation(own=("own-gakuen.example",)))
    return s.mail(to=(renamed(s.newcomer(), "jimu@own-gakuen.example"),))


def _our_branch(s: Stage) -> Letter:
    new = s.newcomer(s.world.own)
    return s.mail(to=(renamed(new, f"{new.family_latin}@osaka.{s.world.own.domain}"),))


# freemail-among-company ----------------------------------------------------------------------

_PROVIDERS = ("gmail.com", "yahoo.co.jp", "outlook.jp", "icloud.com", "docomo.ne.jp", "hotmail.com")


def _at_home(s: Stage, person: Person) -> Person:
    """The private address that completion knows of somebody."""
    local = s.chance.choice((
        f"{person.given_latin}.{person.family_latin}", f"{person.family_latin}{person.given_latin[0]}77",
    ))  # fmt: skip
    return renamed(person, f"{local}@{s.chance.choice(_PROVIDERS)}")


def _private_in_copy(s: Stage) -> Letter:
    return s.mail(cc=(s.second, _at_home(s, s.company.people[2])))


def _private_beside(s: Stage) -> Letter:
    return s.mail(to=(s.person, _at_home(s, s.second)))


def _a_strangers(s: Stage) -> Letter:
    """Somebody's who has nothing to do with the company."""
    return s.mail(cc=(_at_home(s, s.newcomer()),))


def _private_of_a_colleague(s: Stage) -> Letter:
    return s.mail(to=(s.person, s.second), cc=(_at_home(s, s.colleague),))


def _alone(s: Stage) -> Letter:
    return s.mail(to=(_at_home(s, s.newcomer()),))


def _applicant(s: Stage) -> Letter:
    """An applicant, with our personnel department in Cc."""
    new = s.newcomer()
    text = s.say("面接の日程についてご連絡いたします。", "About the date of your interview:")
    return s.mail(text, to=(_at_home(s, new),), cc=(s.colleague, s.boss))


def _freelancer(s: Stage) -> Letter:
    """A freelancer who is in every mail about the work."""
    helper = _at_home(s, s.newcomer())
    for days in (20, 16, 12, 8, 4):
        s.sent(s.mail(days=days, cc=(helper,)))
    return s.mail(cc=(helper,))


def _in_the_thread(s: Stage) -> Letter:
    """They copied it themselves."""
    helper = _at_home(s, s.second)
    return s.reply(s.received(cc=(helper,)), cc=(helper,))


def _only_private(s: Stage) -> Letter:
    return s.mail(to=(_at_home(s, s.newcomer()), _at_home(s, s.newcomer())))


def _wrote_from_there(s: Stage) -> Letter:
    """Their server is down, and they wrote from home."""
    home = _at_home(s, s.person)
    return s.reply(s.received(by=home, cc=(s.second,)), to=(home, s.second))


def _a_club(s: Stage) -> Letter:
    """A golf round: half of them private."""
    people = tuple(_at_home(s, s.newcomer()) for _ in range(3))
    for days in (30, 20, 10):
        s.sent(s.mail(days=days, to=(s.person, *people)))
    return s.mail(s.say("次回のコンペの件です。", "The next round:"), to=(s.person, *people))


SCENES = {
    "first-contact": Scenes(
        (
            *(_new_there, _new_in_copy, _new_role, _new_and_blind, _mentioned_to_me),
            _somebody_at_home,
        ),
        (
            *(_well_known, _wrote_to_me, _was_in_copy, _in_capitals, _a_new_colleague),
            _my_second_mail,
        ),
        (),
        "unusual-recipient bcc-external lookalike-contact",
    ),
    "first-contact-domain": Scenes(
        (_a_new_company, _new_company_in_copy, _an_office, _found_on_the_web),
        (
            *(_their_other_host, _they_wrote_first, _they_were_in_copy, _of_the_group),
            *(_our_other_domain, _our_branch),
        ),
        (),
        "unusual-recipient first-contact freemail-among-company",
    ),
    "freemail-among-company": Scenes(
        (_private_in_copy, _private_beside, _a_strangers, _private_of_a_colleague),
        (
            *(_alone, _applicant, _freelancer, _in_the_thread, _only_private, _wrote_from_there),
            _a_club,
        ),
        (),
        "first-contact first-contact-domain unusual-recipient lookalike-contact",
    ),
}
