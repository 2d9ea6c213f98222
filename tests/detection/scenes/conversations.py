"""Answers that go to others than those who talked so far."""

from __future__ import annotations

from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage
from tests.detection.world import Person

# added-to-thread -----------------------------------------------------------------------------


def _a_third_company(s: Stage) -> Letter:
    asked = s.received(cc=(s.second,))
    return s.reply(asked, cc=(s.second, s.a_company(s.company).people[0]))


def _a_third_company_in_to(s: Stage) -> Letter:
    asked = s.received()
    return s.reply(asked, to=(s.person, s.a_company(s.company).people[1]))


def _for_the_colleague(s: Stage) -> Letter:
    """Completion offered a customer where a colleague was meant."""
    asked = s.received(by=s.colleague, cc=(s.boss,))
    return s.reply(asked, cc=(s.boss, s.a_company(s.company).people[0]))


def _ours_until_now(s: Stage) -> Letter:
    """The second round of a talk among ourselves goes to a customer, too."""
    first = s.received(by=s.boss, days=5, cc=(s.colleague,))
    answer = s.sent(s.reply(first, cc=(s.colleague,)).but(at=s.day(4)))
    again = s.received(
        by=s.boss, cc=(s.colleague,), subject=answer.subject,
        in_reply_to=f"{answer.message_id}@own.example",
    )  # fmt: skip
    return s.reply(again, to=(s.boss, s.person), cc=(s.colleague,))


def _a_stranger_among_us(s: Stage) -> Letter:
    asked = s.received(by=s.colleague)
    return s.reply(asked, cc=(s.new_company().people[0],))


def _everybody_here_and_a_customer(s: Stage) -> Letter:
    asked = s.received(by=s.colleague)
    others = (c for c in s.world.colleagues if c is not s.colleague)
    return s.reply(asked, cc=(*others, *s.company.people))


def _in_its_second_week(s: Stage) -> Letter:
    first = s.received(days=8, cc=(s.colleague,))
    answer = s.sent(s.reply(first, cc=(s.colleague,)).but(at=s.day(7)))
    again = s.received(
        days=6, subject=answer.subject, in_reply_to=f"{answer.message_id}@own.example"
    )
    return s.reply(again, cc=(s.colleague, s.a_company(s.company).people[0]))


def _a_stranger(s: Stage) -> Letter:
    asked = s.received(cc=(s.second,))
    return s.reply(asked, cc=(s.second, s.new_company().people[0]))


def _my_own_thread(s: Stage) -> Letter:
    """I go on from a mail of my own."""
    mine = s.sent(s.mail(days=4, cc=(s.colleague,)))
    other = s.a_company(s.company).people[0]
    return s.reply(mine, to=(s.person,), cc=(s.colleague, other))


def _to_all(s: Stage) -> Letter:
    asked = s.received(cc=(s.second, s.colleague))
    return s.reply(asked, cc=(s.second, s.colleague))


def _a_colleague_joins(s: Stage) -> Letter:
    asked = s.received()
    text = s.say(
        f"担当の{s.colleague.family}をCCに入れております。", "I am adding my colleague in Cc."
    )
    return s.reply(asked, text, cc=(s.colleague,))


def _they_added_somebody(s: Stage) -> Letter:
    new = s.newcomer()
    asked = s.received(
        s.say(f"CCに弊社の{new.family}を追加しました。", "I have added a colleague in Cc."),
        cc=(new,),
    )
    return s.reply(asked, cc=(new,))


def _another_of_theirs(s: Stage) -> Letter:
    asked = s.received(cc=(s.colleague,))
    return s.reply(asked, cc=(s.second, s.colleague))


def _back_from_before(s: Stage) -> Letter:
    """Somebody who took part a while ago, and was left out of the last mail."""
    agent = s.a_company(s.company).people[0]
    first = s.received(days=9, cc=(agent,))
    answer = s.sent(s.reply(first, cc=(agent,)).but(at=s.day(8)))
    again = s.received(
        days=3, subject=answer.subject, in_reply_to=f"{answer.message_id}@own.example"
    )
    return s.reply(again, cc=(agent,))


def _told_so(s: Stage) -> Letter:
    """The text says who joins, and from where."""
    house = s.a_company(s.company)
    joins = house.people[0]
    asked = s.received()
    text = s.say(
        f"施工を担当する{house.name}の{joins.family}様をCCに追加いたします。",
        f"I am adding {joins.given} {joins.family} of {house.short}, who will carry it out, in Cc.",
    )
    return s.reply(asked, text, cc=(joins,))


def _asked_to_add(s: Stage) -> Letter:
    """They ask to put their agent into Cc, with the address."""
    agent = s.a_company(s.company).people[0]
    asked = s.received(
        s.say(
            f"次回より、代理店の{agent.family}様（{agent.address}）もCCにお入れください。",
            f"Please copy our agent {agent.given} {agent.family} ({agent.address}) from now on.",
        )
    )
    return s.reply(asked, cc=(agent,))


def _a_new_mail(s: Stage) -> Letter:
    """No answer: nobody is added to anything."""
    s.received()
    other = s.a_company(s.company)
    for days in (30, 20, 10):
        s.sent(s.mail(days=days, to=(s.person, other.people[0])))
    return s.mail(to=(s.person, other.people[0]))


# audience-grew -------------------------------------------------------------------------------


def _people(s: Stage, houses: int) -> tuple[Person, ...]:
    """All people of some customers."""
    found: list[Person] = []
    for company in s.chance.sample(s.world.customers, houses):
        found += [person for person in company.people if person.family != s.person.family]
    return tuple(found)


def _to_half_the_world(s: Stage) -> Letter:
    asked = s.received(s.say("単価を下げていただけませんか。", "Could you lower the price?"))
    return s.reply(asked, cc=_people(s, 3))


def _all_customers_of_the_list(s: Stage) -> Letter:
    """The answer to a colleague goes to everybody that the colleague's list would reach."""
    asked = s.received(by=s.colleague, cc=(s.boss,))
    return s.reply(asked, to=(s.colleague, *_people(s, 4)), cc=(s.boss,))


def _in_to(s: Stage) -> Letter:
    asked = s.received(cc=(s.colleague,))
    return s.reply(asked, to=(s.person, *_people(s, 2)), cc=(s.colleague,))


def _their_whole_house(s: Stage) -> Letter:
    asked = s.received(s.say("内密にお願いします。", "Please keep this between us."))
    return s.reply(asked, cc=(*(s.newcomer() for _ in range(6)), s.second))


def _many_were_there(s: Stage) -> Letter:
    many = (s.second, *_people(s, 3))
    return s.reply(s.received(cc=many), cc=many)


def _two_more(s: Stage) -> Letter:
    asked = s.received(cc=(s.second,))
    return s.reply(asked, cc=(s.second, s.colleague, s.boss))


def _the_round_of_before(s: Stage) -> Letter:
    """The last mail came to me alone; I answer to the round in which we talk."""
    many = (s.second, s.colleague, *_people(s, 2))
    first = s.received(days=6, cc=many)
    answer = s.sent(s.reply(first, cc=many).but(at=s.day(5)))
    alone = s.received(
        days=2, subject=answer.subject, in_reply_to=f"{answer.message_id}@own.example"
    )
    return s.reply(alone, cc=many)


def _an_announcement(s: Stage) -> Letter:
    """A new mail to the whole department."""
    text = s.say("年末の大掃除の分担をお知らせします。", "Here is the plan for the cleaning day.")
    return s.mail(text, to=s.world.colleagues)


def _our_team(s: Stage) -> Letter:
    """Two people asked; the four who do the work read the answer."""
    asked = s.received(cc=(s.second, s.company.people[2]))
    return s.reply(asked, cc=(s.second, s.company.people[2], *s.world.colleagues[:3]))


def _fewer(s: Stage) -> Letter:
    many = (s.second, *_people(s, 3))
    return s.reply(s.received(cc=many), cc=many[:2])


_ALSO = (
    "namesake-contact unusual-recipient several-organisations added-to-thread audience-grew visible-recipients"
    " first-contact-domain first-contact quoted-history other-company-named"
)

SCENES = {
    "added-to-thread": Scenes(
        (_for_the_colleague, _ours_until_now, _a_stranger_among_us, _everybody_here_and_a_customer),
        (
            *(_to_all, _a_colleague_joins, _they_added_somebody, _another_of_theirs),
            *(_back_from_before, _told_so, _asked_to_add, _a_new_mail),
        ),
        (
            *(_a_third_company, _a_third_company_in_to, _in_its_second_week, _a_stranger),
            _my_own_thread,
        ),
        _ALSO.replace("added-to-thread ", ""),
    ),
    "audience-grew": Scenes(
        (_to_half_the_world, _all_customers_of_the_list, _in_to, _their_whole_house),
        (
            *(_many_were_there, _two_more, _the_round_of_before, _an_announcement, _our_team),
            _fewer,
        ),
        (),
        _ALSO.replace("audience-grew ", ""),
    ),
}
