"""Files and addresses that only look like something that checks look for."""

from __future__ import annotations

from tests.detection.documents import a_document, a_locked_zip, a_workbook, a_zip
from tests.detection.letters import Letter
from tests.detection.paper import a_paper
from tests.detection.scenes.stage import Scenes, Stage, renamed
from tests.detection.world import Person


def _attached(s: Stage) -> str:
    return s.say("資料を添付いたします。", "Please find the file attached.")


def _with(s: Stage, name: str, octets: bytes, text: str = "") -> Letter:
    return s.mail(text or _attached(s), attachments={name: octets})


# Files ---------------------------------------------------------------------------------------


def _called_otherwise(s: Stage) -> Letter:
    """The file is there, by another name than the text's."""
    pairs = (
        ("見積書を添付いたします。", "The quotation is attached."),
        ("「図面」をお送りします。", "Here is the drawing."),
        ("添付：図面1点", "One file is attached."),
        ("manual.pdf は当社サイトにございます。図面を添付します。", "manual.pdf is on our site; the drawing is attached."),
        ("いただいた order.xlsx を確認しました。図面を添付します。", "I have read your order.xlsx; the drawing is attached."),
    )  # fmt: skip
    return _with(s, "A-100.docx", a_document("図面", ["寸法"]), s.say(*pairs[s.number % 5]))


def _their_name(s: Stage) -> Letter:
    paper = a_document("御見積書", [f"{s.company.name} 御中", "合計 120,000円"])
    return _with(s, f"御見積書_{s.company.short}様.docx", paper)


def _others_are_mentioned(s: Stage) -> Letter:
    """Whose parts are built in, and who carries it: not whom it is for."""
    other = s.a_company(s.company)
    lines = [f"{s.company.name} 御中", "部品A 10個", f"運送：{other.name}", "合計 98,000円"]
    return _with(s, "御見積書.docx", a_document("御見積書", lines))


def _a_few_people(s: Stage) -> Letter:
    rows = [["氏名", "部署", "電話"]]
    rows += [
        [person.family, "営業部", f"03-5550-01{n:02}"] for n, person in enumerate(s.company.people)
    ]
    return _with(s, "出席者.xlsx", a_workbook({"出席者": rows}))


def _many_things(s: Stage) -> Letter:
    rows = [["品番", "数量", "単価"], *([f"A-{n:04}", str(n), "850"] for n in range(60))]
    return _with(s, "部品表.xlsx", a_workbook({"部品": rows}))


def _final_state(s: Stage) -> Letter:
    names = (
        "提案書.docx", "案内状.docx", "図案.docx", "事案報告.docx", "final_report.docx", "drafting_table.docx",
        "仕様書_v2.docx", "コピー機カタログ.docx", "案件一覧.docx", "原案作成者名簿.docx",
    )  # fmt: skip
    return _with(s, names[s.number % len(names)], a_document("資料", ["本文"]))


def _locked_and_told_apart(s: Stage) -> Letter:
    text = s.say(
        "資料を添付いたします。パスワードは別途お送りします。",
        "The file is attached; its password follows.",
    )
    return _with(s, "資料.zip", a_locked_zip("資料.txt", b"text", "x7Kp2m9Q"), text)


def _password_of_something_else(s: Stage) -> Letter:
    """The file is open; the password is that of a meeting."""
    text = s.say(
        "資料を添付いたします。\nZoom ミーティングID: 812 3456 7890 パスコード: 445566",
        "The file is attached.\nZoom meeting ID: 812 3456 7890 Passcode: 445566",
    )
    return _with(s, "資料.zip", a_zip({"資料.docx": a_document("資料", ["概要"])}), text)


# Addresses -----------------------------------------------------------------------------------


def _initials(s: Stage) -> Letter:
    """Two people of one house whose addresses differ by a letter, both written to."""
    twin = renamed(s.newcomer(), f"x{s.person.address}")
    for days in range(30, 2, -3):
        s.sent(s.mail(days=days, to=(twin,)))
    return s.mail(to=(twin,))


def _role(s: Stage) -> Letter:
    role = s.chance.choice(("info", "sales", "support", "keiri"))
    return s.mail(to=(renamed(s.person, f"{role}@{s.company.domain}"),))


def _another_company(s: Stage) -> Letter:
    house = s.new_company()
    return s.mail(to=house.people, company=house)


def _both_endings(s: Stage) -> Letter:
    """They have two domains, and write from both."""
    other = renamed(s.person, s.person.address.replace(".example", ".co.jp"))
    for days in (20, 12, 5):
        s.received(by=other, days=days)
    return s.reply(s.received(by=other))


def _foreign_letters(s: Stage) -> Letter:
    """A domain in Japanese letters, and accents in names."""
    domains = ("日本語.example", "かえで電器.example", "müller.example", "café-mori.example")
    new = s.newcomer()
    domain = domains[s.number % len(domains)]
    return s.mail(to=(renamed(new, f"{new.family_latin}@{domain.encode('idna').decode()}"),))


def _a_big_team(s: Stage) -> Letter:
    """One customer's people, and ours."""
    return s.mail(to=s.company.people, cc=s.world.colleagues)


def _a_round_of_three(s: Stage) -> Letter:
    """Three firms that build together, as always."""
    others = (s.a_company(s.company).people[0], s.a_company(s.company).people[1])
    for days in (28, 21, 14, 7):
        s.sent(s.mail(days=days, to=(s.person, *others)))
    return s.mail(to=(s.person, *others))


def _hidden_from_each_other(s: Stage) -> Letter:
    everybody = tuple(company.people[0] for company in s.chance.sample(s.world.customers, 14))
    return s.mail(to=(s.me,), bcc=everybody, salutation="各位")


def _same_house(s: Stage) -> Letter:
    new: tuple[Person, ...] = tuple(s.newcomer() for _ in range(2))
    return s.mail(to=(s.person, *new))


def _linked(s: Stage) -> Letter:
    """Links whose words are no address, or the same one."""
    text = s.say("詳細はこちらです。", "Here are the details.")
    links = (
        '<a href="https://www.own.example/news">こちら</a>',
        '<a href="https://www.own.example/news">www.own.example</a>',
        '<a href="https://own.example/">https://www.own.example</a>',
        f'<a href="mailto:{s.me.address}">{s.me.address}</a>',
        '<a href="tel:0355500199">03-5550-0199</a>',
        '<a href="https://www.own.example/?utm_source=mail">https://www.own.example/</a>',
        '<a href="https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.own.example%2F">https://www.own.example/</a>',
    )  # fmt: skip
    letter = s.mail(text)
    return letter.but(
        html=f"<html><body><p>{letter.body}</p><p>{links[s.number % 7]}</p></body></html>"
    )


def _a_paper(s: Stage) -> Letter:
    return _with(s, "計画.pdf", a_paper("計画.pdf", ["Plan", "Dates"]))


_UNKNOWN = "first-contact first-contact-domain namesake-contact unusual-recipient"

SCENES = {
    "attachment-promised": Scenes((), (_called_otherwise, _a_paper)),
    "attachment-other-company": Scenes((), (_their_name, _others_are_mentioned)),
    "bulk-personal-data": Scenes((), (_a_few_people, _many_things)),
    "draft-attachment": Scenes((), (_final_state,)),
    "password-in-same-mail": Scenes(
        (), (_locked_and_told_apart, _password_of_something_else), (), "attachment-unreadable"
    ),
    "lookalike-contact": Scenes((), (_initials, _role), (), _UNKNOWN),
    "lookalike-domain": Scenes((), (_another_company, _both_endings), (), _UNKNOWN),
    "homograph": Scenes((), (_foreign_letters,), (), _UNKNOWN),
    "visible-recipients": Scenes(
        (), (_a_big_team, _hidden_from_each_other), (), "unusual-recipient several-organisations"
    ),
    "link-mismatch": Scenes((), (_linked,)),
    "several-organisations": Scenes((), (_a_round_of_three, _same_house), (), _UNKNOWN),
}
