"""Who reads along: lists, habits of copies, and blind copies."""

from __future__ import annotations

from mailguard.domain.settings import Organisation, Settings
from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage, renamed
from tests.detection.world import Person

# list-expands-outside ------------------------------------------------------------------------


def _a_list(s: Stage, *members: Person, name: str = "") -> Person:
    local = name or s.chance.choice(("sales-all", "dev", "project-k", "zenshain", "eigyo2"))
    address = f"{local}@{s.world.own.domain}"
    s.lists += [(address, member.address) for member in (*s.world.colleagues, *members)]
    return Person(local, local, "", "", address, is_japanese=False)


def _inside_talk(s: Stage) -> str:
    return s.chance.choice((
        "来期の値上げについて、社内の意見を集めたいと思います。",
        "原価の見直し結果を共有します。取り扱いにご注意ください。",
        "先週のクレームの原因と、社内の対応をまとめました。",
        "We need to talk about our margins before the meeting.",
    ))  # fmt: skip


def _a_customer_is_on_it(s: Stage) -> Letter:
    return s.mail(_inside_talk(s), to=(_a_list(s, s.person),))


def _in_copy_of_a_colleague(s: Stage) -> Letter:
    agency = s.new_company().people[0]
    return s.mail(_inside_talk(s), to=(s.colleague,), cc=(_a_list(s, agency),))


def _private_address_on_it(s: Stage) -> Letter:
    private = renamed(s.boss, f"{s.boss.family_latin}.{s.boss.given_latin}@gmail.com")
    return s.mail(_inside_talk(s), to=(_a_list(s, private),))


def _another_customer_too(s: Stage) -> Letter:
    """A mail to one customer, copied to a list on which another one is."""
    return s.mail(cc=(_a_list(s, s.a_company(s.company).people[0]),))


def _all_are_ours(s: Stage) -> Letter:
    return s.mail(_inside_talk(s), to=(_a_list(s),))


def _not_known(s: Stage) -> Letter:
    _a_list(s, s.person)
    other = f"soumu@{s.world.own.domain}"
    return s.mail(_inside_talk(s), to=(renamed(s.colleague, other),))


def _of_our_group(s: Stage) -> Letter:
    s.settings = Settings(organisation=Organisation(group=("own-logistics.example",)))
    affiliate = renamed(s.colleague, f"{s.colleague.family_latin}@own-logistics.example")
    return s.mail(_inside_talk(s), to=(_a_list(s, affiliate),))


def _with_the_customer_beside(s: Stage) -> Letter:
    """The customer on the list is who the mail is for."""
    return s.mail(cc=(_a_list(s, s.second),))


def _used_every_week(s: Stage) -> Letter:
    project = _a_list(s, s.person, name="project-k")
    for days in (24, 20, 17, 13, 10, 6, 3):
        s.sent(s.mail(days=days, to=(project,)))
    return s.mail(to=(project,))


# habitual-cc-missing -------------------------------------------------------------------------


def _habit(s: Stage, *copies: Person, times: int = 12, to: tuple[Person, ...] = ()) -> Person:
    """Somebody who was written to so often with these copies."""
    known = to or (s.newcomer(),)
    for number in range(times):
        s.sent(s.mail(days=40 - 3 * number, to=known, cc=copies))
    return known[0]


def _boss_forgotten(s: Stage) -> Letter:
    reader = _habit(s, s.boss)
    return s.mail(to=(reader,))


def _one_of_two(s: Stage) -> Letter:
    reader = _habit(s, s.boss, s.colleague, times=14)
    return s.mail(to=(reader,), cc=(s.colleague,))


def _their_second(s: Stage) -> Letter:
    reader = _habit(s, s.second, times=13)
    return s.mail(to=(reader,))


def _not_every_time_before(s: Stage) -> Letter:
    reader = _habit(s, s.boss, times=13)
    s.sent(s.mail(days=1, to=(reader,)))
    return s.mail(to=(reader,))


def _as_always(s: Stage) -> Letter:
    reader = _habit(s, s.boss)
    return s.mail(to=(reader,), cc=(s.boss,))


def _in_to_this_time(s: Stage) -> Letter:
    reader = _habit(s, s.boss)
    return s.mail(to=(reader, s.boss))


def _blind_this_time(s: Stage) -> Letter:
    reader = _habit(s, s.boss)
    return s.mail(to=(reader,), bcc=(s.boss,))


def _every_other_time(s: Stage) -> Letter:
    reader = _habit(s, s.boss, times=7)
    _habit(s, times=7, to=(reader,))
    return s.mail(to=(reader,))


def _a_few_times(s: Stage) -> Letter:
    reader = _habit(s, s.boss, times=4)
    return s.mail(to=(reader,))


def _others_are_written_to(s: Stage) -> Letter:
    reader = _habit(s, s.boss)
    return s.mail(to=(reader, s.second))


def _about_the_boss(s: Stage) -> Letter:
    """To the one who is in Cc otherwise."""
    _habit(s, s.boss)
    return s.mail(to=(s.boss,))


def _boss_moved(s: Stage) -> Letter:
    """The same person has another address now."""
    reader = _habit(s, s.boss)
    new = f"{s.boss.given_latin}.{s.boss.family_latin}@hq.{s.world.own.domain}"
    return s.mail(to=(reader,), cc=(renamed(s.boss, new),))


# bcc-external --------------------------------------------------------------------------------


def _customer_behind_a_colleague(s: Stage) -> Letter:
    return s.mail(s.say("社内用のメモです。", "For us only."), to=(s.colleague,), bcc=(s.person,))


def _home_from_inside(s: Stage) -> Letter:
    """What is talked of inside goes to one's own private mailbox."""
    private = renamed(s.me, f"{s.me.family_latin}.{s.me.given_latin}@gmail.com")
    return s.mail(_inside_talk(s), to=(s.boss, s.colleague), bcc=(private,))


def _wrong_line(s: Stage) -> Letter:
    """A colleague was to be told quietly; completion offered a customer of that letter."""
    return s.mail(_inside_talk(s), to=(s.boss,), cc=(s.colleague,), bcc=(s.second,))


def _one_customer_behind_another(s: Stage) -> Letter:
    return s.mail(bcc=(s.a_company(s.company).people[0],))


def _at_home(s: Stage) -> Letter:
    """To one's own private mailbox."""
    return s.mail(bcc=(renamed(s.me, f"{s.me.family_latin}.{s.me.given_latin}@gmail.com"),))


def _instead_of_copy(s: Stage) -> Letter:
    """Their colleague went into the wrong line."""
    return s.mail(bcc=(s.second,))


def _boss_is_blind(s: Stage) -> Letter:
    return s.mail(bcc=(s.boss,))


def _to_myself(s: Stage) -> Letter:
    return s.mail(bcc=(s.me,))


def _a_circular(s: Stage) -> Letter:
    """To myself, and to all customers so that none sees the others."""
    everybody = tuple(company.people[0] for company in s.chance.sample(s.world.customers, 12))
    text = s.say(
        "年末年始の休業についてお知らせいたします。", "Our office is closed over the holidays."
    )
    return s.mail(
        text, to=(s.me,), bcc=everybody, salutation=s.say("お客様各位", "Dear customers,")
    )


def _a_circular_of_the_office(s: Stage) -> Letter:
    everybody = tuple(company.people[0] for company in s.chance.sample(s.world.customers, 6))
    office = renamed(s.colleague, f"info@{s.world.own.domain}")
    text = s.say("価格改定のご案内です。", "Our prices change in April.")
    return s.mail(text, to=(office,), bcc=everybody, salutation=s.say("各位", "Dear all,"))


def _the_archive(s: Stage) -> Letter:
    """A service that keeps a copy of everything one sends to customers."""
    keeper = renamed(s.me, "dropbox-8812@crm-keeper.example")
    for days in range(30, 6, -2):
        s.sent(s.mail(days=days, bcc=(keeper,)))
    return s.mail(bcc=(keeper,))


def _seen_in_copy(s: Stage) -> Letter:
    return s.mail(cc=(s.second,))


SCENES = {
    "list-expands-outside": Scenes(
        (_a_customer_is_on_it, _in_copy_of_a_colleague, _private_address_on_it, _another_customer_too),
        (_all_are_ours, _not_known, _of_our_group, _with_the_customer_beside, _used_every_week),
        (),
        "unusual-recipient first-contact",
    ),
    "habitual-cc-missing": Scenes(
        (_boss_forgotten, _one_of_two, _their_second, _not_every_time_before),
        (
            *(_as_always, _in_to_this_time, _blind_this_time, _every_other_time, _a_few_times),
            *(_others_are_written_to, _about_the_boss, _boss_moved),
        ),
        (),
        "unusual-recipient duplicate-send first-contact",
    ),
    "bcc-external": Scenes(
        (_customer_behind_a_colleague, _home_from_inside, _wrong_line),
        (
            *(_boss_is_blind, _to_myself, _a_circular, _a_circular_of_the_office, _the_archive),
            _seen_in_copy,
        ),
        (_one_customer_behind_another, _at_home, _instead_of_copy),
        "namesake-contact freemail-among-company first-contact unusual-recipient first-contact-domain several-organisations",
    ),
}  # fmt: skip
