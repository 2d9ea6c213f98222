"""Mails with a slip in their text, planted: one function a check."""

from __future__ import annotations

from datetime import timedelta

from tests.detection.letters import TOKYO, Letter
from tests.detection.ordinary import Planter, ordinary, saying, somebody_japanese, to_anybody
from tests.detection.world import World


def _template_leftover(world: World, number: int) -> Letter:
    letter = to_anybody(world)
    if number % 2:
        mark = world.chance.choice(("〇〇", "●●", "○○", "××"))
        salutation = world.chance.choice(
            (f"{mark}様", f"株式会社{mark}\nご担当者様", f"{mark}株式会社 御中")
        )
        return letter.but(salutation=salutation)
    lines = (
        "Dear {{first_name}},",
        "打ち合わせは〇月〇日です。",
        "金額は●●円です。",
        "【要確認】単価",
        "<<氏名>>様",
    )
    return saying(letter, world.chance.choice(lines))


def _empty_subject(world: World, number: int) -> Letter:
    return to_anybody(world).but(subject=("", "Re:", "RE: Fwd:")[number % 3])


def _empty_body(world: World, _number: int) -> Letter:
    return to_anybody(world).but(salutation="", body="", signature="")


def _date_weekday(world: World, number: int) -> Letter:
    letter = to_anybody(world)
    day = letter.at.astimezone(TOKYO).date() + timedelta(days=world.chance.randrange(2, 80))
    wrong = (day.weekday() + world.chance.randrange(1, 7)) % 7
    japanese, english = "月火水木金土日"[wrong], _WEEKDAYS[wrong]
    lines = (
        f"次回は{day.month}月{day.day}日（{japanese}）です。",
        f"{day.month}/{day.day}({japanese}) 14:00でいかがでしょうか。",
        f"{day.year}年{day.month}月{day.day}日（{japanese}曜日）にお願いします。",
        f"令和{day.year - 2018}年{day.month}月{day.day}日（{japanese}）",
        f"Shall we meet on {english}, {day:%B} {day.day}?",
    )
    return saying(letter, lines[number % len(lines)])


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _quoted_history(world: World, _number: int) -> Letter:
    company, person = somebody_japanese(world)
    other = world.chance.choice([c for c in world.customers if c is not company])
    quoted = (
        "-----Original Message-----\n"
        f"From: {other.people[0].mailbox}\n"
        "Sent: Tuesday, November 10, 2026 9:12 AM\n"
        f"To: {world.me.mailbox}\n"
        "Subject: お見積りの件\n\n金額をお知らせください。"
    )
    return ordinary(world, company, person).but(quoted=quoted)


def _share_link(world: World, number: int) -> Letter:
    links = ("https://drive.google.com/file/d/1AbCdEf/view", "https://1drv.ms/u/s!AbCdEf",
             "https://firestorage.jp/download/abcdef")  # fmt: skip
    return saying(to_anybody(world), f"こちらからご覧ください。 {links[number % len(links)]}")


def _link_mismatch(world: World, _number: int) -> Letter:
    letter = to_anybody(world)
    page = (
        f"<p>{letter.body}</p>"
        '<p><a href="https://login.elsewhere.example/">https://www.own.example/login</a></p>'
    )
    return letter.but(html=page)


PLANTERS: dict[str, tuple[Planter, str]] = {
    "template-leftover": (_template_leftover, ""),
    "empty-subject": (_empty_subject, ""),
    "empty-body": (_empty_body, ""),
    "date-weekday": (_date_weekday, ""),
    "quoted-history": (_quoted_history, ""),
    "share-link": (_share_link, ""),
    "link-mismatch": (_link_mismatch, ""),
}
