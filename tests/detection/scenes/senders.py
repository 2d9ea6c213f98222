"""From which of one's own addresses a mail goes, and whether it went already."""

from __future__ import annotations

from datetime import timedelta

from mailguard.domain.settings import Settings
from tests.detection.documents import a_workbook
from tests.detection.letters import Letter
from tests.detection.scenes.stage import Scenes, Stage, renamed
from tests.detection.world import Company, Person

# sender-identity -----------------------------------------------------------------------------


def _private(s: Stage) -> Person:
    address = f"{s.me.given_latin}.{s.me.family_latin}@outlook.jp"
    s.own.append(address)
    return renamed(s.me, address)


def _brand(s: Stage) -> Person:
    """One's address in another line of business of the same company."""
    address = f"{s.me.family_latin}@own-mobility.example"
    s.own.append(address)
    return renamed(s.me, address)


def _shared(s: Stage) -> Person:
    address = f"{s.chance.choice(('support', 'sales', 'order'))}@{s.world.own.domain}"
    s.own.append(address)
    return renamed(s.me, address)


def _usually(s: Stage, author: Person, times: int = 14, company: Company | None = None) -> None:
    house = company or s.company
    for number in range(times):
        reader = house.people[number % 2 : number % 2 + 1] or house.people
        s.sent(s.mail(to=reader, company=house, days=40 - 2 * number, sender=author))


def _from_home(s: Stage) -> Letter:
    _usually(s, s.me, 4)
    return s.mail(sender=_private(s))


def _from_the_other_brand(s: Stage) -> Letter:
    brand = _brand(s)
    return s.mail(sender=brand)


def _from_the_shared_one(s: Stage) -> Letter:
    return s.mail(sender=_shared(s), cc=(s.second,))


def _company_to_a_private_friend(s: Stage) -> Letter:
    """Private mail to an address at a club, sent from the office's."""
    private, club = _private(s), s.new_company()
    _usually(s, private, 12, club)
    return s.mail(to=club.people, company=club)


def _answer_from_home(s: Stage) -> Letter:
    """They wrote to the office; the phone answers from the private account."""
    private = _private(s)
    _usually(s, s.me, 4)
    asked = s.received()
    return s.reply(asked, sender=private)


def _as_usual(s: Stage) -> Letter:
    _private(s)
    return s.mail()


def _both_are_used(s: Stage) -> Letter:
    shared = _shared(s)
    _usually(s, shared, 9)
    _usually(s, s.me, 8)
    return s.mail(sender=shared)


def _a_new_customer(s: Stage) -> Letter:
    house = s.new_company()
    return s.mail(to=house.people, company=house, sender=_brand(s))


def _few_mails(s: Stage) -> Letter:
    house = s.new_company()
    _usually(s, s.me, 5, house)
    return s.mail(to=house.people, company=house, sender=_shared(s))


def _asked_there(s: Stage) -> Letter:
    """They wrote to the shared mailbox, and it answers."""
    shared = _shared(s)
    asked = s.received(to=(shared,))
    return s.reply(asked, sender=shared)


def _among_us(s: Stage) -> Letter:
    return s.mail(to=(s.colleague,), sender=_shared(s))


# duplicate-send ------------------------------------------------------------------------------

_ON = Settings(checks={"duplicate-send": {"enabled": True}})


def _again(s: Stage, letter: Letter, **more: object) -> Letter:
    """The same letter with the date of the mail that is looked at."""
    s.settings = _ON
    s.sent(letter)
    again = letter.but(at=s.at, message_id=f"{letter.message_id}.again", **more)
    return again.but(mangled=bytes)  # the same words in the same shape


def _twice_in_a_minute(s: Stage) -> Letter:
    letter = s.mail(days=0.001)
    return _again(s, letter)


def _next_day(s: Stage) -> Letter:
    text = s.say(
        "10月分のご注文書をお送りいただきありがとうございます。納期は11月20日となります。",
        "Thank you for your order of October. We will deliver on 20 November.",
    )
    return _again(s, s.mail(text, days=1))


def _with_one_more_reader(s: Stage) -> Letter:
    return _again(s, s.mail(days=0.2), cc=(s.colleague,))


def _same_file(s: Stage) -> Letter:
    files = {"納期一覧.xlsx": a_workbook({"納期": [["品番", "納期"], ["A-1", "11/20"]]})}
    return _again(s, s.mail(days=0.1, attachments=files))


def _to_another(s: Stage) -> Letter:
    house = s.a_company(s.company)
    letter = s.mail(days=0.1, salutation="")
    return _again(s, letter, to=(house.people[0],))


def _another_month(s: Stage) -> Letter:
    text = "{}月分の作業報告です。作業時間は{}時間でした。"
    s.settings = _ON
    s.sent(s.mail(s.say(text.format(9, 152), "The report of September: 152 hours."), days=30))
    return s.mail(s.say(text.format(10, 148), "The report of October: 148 hours."))


def _thanks(s: Stage) -> Letter:
    """One says the same in every answer."""
    s.settings = _ON
    text = s.say("承知いたしました。", "Understood, thank you.")
    first = s.received(days=9, subject=s.say("図面の件", "Drawing"))
    s.sent(s.reply(first, text).but(at=s.day(8)))
    second = s.received(days=2, subject=s.say("検査の件", "Inspection"))
    return s.reply(second, text)


def _corrected_address(s: Stage) -> Letter:
    """It came back, and goes to the right address now."""
    wrong = renamed(s.person, f"{s.person.family_latin}0@{s.company.domain}")
    return _again(s, s.mail(days=0.1, to=(wrong,)), to=(s.person,))


def _weekly(s: Stage) -> Letter:
    """The same words each week, with that week's file."""
    week = a_workbook({"週報": [["週", "件数"], ["45", "12"]]})
    this = a_workbook({"週報": [["週", "件数"], ["46", "17"]]})
    text = s.say("今週の週報を添付いたします。", "Please find this week's report attached.")
    letter = s.mail(
        text, days=7, subject=s.say("週報", "Weekly report"), attachments={"週報.xlsx": week}
    )
    return _again(s, letter, attachments={"週報.xlsx": this})


def _same_time_next_month(s: Stage) -> Letter:
    """A reminder that is sent each month, and has to be."""
    text = s.say(
        "今月分の請求書のご送付をお願いいたします。締切は月末です。",
        "Please send us your invoice of this month by its last day.",
    )
    return _again(s, s.mail(text, days=31, subject=s.say("請求書送付のお願い", "Your invoice")))


def _with_what_was_missing(s: Stage) -> Letter:
    """Sent again at once with the file that was forgotten, and it says so."""
    s.settings = _ON
    s.sent(s.mail(s.say("図面を添付します。", "The drawing is attached."), days=0.01))
    text = s.say(
        "先ほどのメールに添付が漏れておりました。図面を添付のうえ再送いたします。",
        "I forgot the file. Here is the drawing again, attached this time.",
    )
    return s.mail(text, attachments={"図面.dwg": b"AC1032" + bytes(250)}).but(
        at=s.at + timedelta(minutes=1)
    )


SCENES = {
    "sender-identity": Scenes(
        (
            *(_from_home, _from_the_other_brand, _from_the_shared_one),
            *(_company_to_a_private_friend, _answer_from_home),
        ),
        (_as_usual, _both_are_used, _a_new_customer, _few_mails, _asked_there, _among_us),
        (),
        "first-contact first-contact-domain unusual-recipient",
    ),
    "duplicate-send": Scenes(
        (_twice_in_a_minute, _next_day, _with_one_more_reader, _same_file),
        (
            *(_to_another, _another_month, _thanks, _corrected_address, _weekly),
            *(_same_time_next_month, _with_what_was_missing),
        ),
        (),
        "unusual-recipient lookalike-contact attachment-unreadable first-contact",
    ),
}
