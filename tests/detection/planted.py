"""Mails with one thing wrong: one function a check, which plants what it has to find."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pyzipper
from docx import Document

from mailguard.identifiers.checksums import is_luhn, is_my_number
from tests.detection.case import Case
from tests.detection.letters import TOKYO, Letter, an_outgoing
from tests.detection.world import Company, Person, World

AFTER = timedelta(days=84)
_EACH = 30

Planter = Callable[[World, int], Letter]


def planted(world: World, each: int = _EACH) -> Iterator[Case]:
    """Each check's mails, one after the other."""
    for check, (planter, also) in PLANTERS.items():
        for number in range(each):
            letter = planter(world, number)
            name = f"{check} {number}"
            yield Case(name, letter, check, frozenset(also.split()))


def clean(world: World, count: int = 300) -> Iterator[Case]:
    """Ordinary mails to people who are written to."""
    for number in range(count):
        company, person = _somebody(world)
        letter = _ordinary(world, company, person)
        if number % 3 == 0:
            letter = letter.but(cc=(company.people[1],) if person is company.people[0] else ())
        if number % 4 == 0:
            letter = _attaching(letter, {"資料.docx": a_document("資料", ["概要", "日程", "費用"])})
        yield Case(f"ordinary {number}", letter)


def _somebody(world: World) -> tuple[Company, Person]:
    company = world.chance.choice(world.customers)
    return company, world.chance.choice(company.people[:2])


def _ordinary(world: World, company: Company, person: Person) -> Letter:
    at = an_outgoing(world, company, person).at + AFTER
    at += timedelta(minutes=world.chance.randrange(60_000))
    return an_outgoing(world, company, person, at)


def _any(world: World) -> Letter:
    return _ordinary(world, *_somebody(world))


def _japanese(world: World) -> tuple[Company, Person]:
    company = world.chance.choice([c for c in world.customers if c.is_japanese])
    return company, company.people[0]


def _saying(letter: Letter, sentence: str) -> Letter:
    """The letter with a sentence before its last paragraph."""
    head, _, tail = letter.body.rpartition("\n\n")
    return letter.but(body=f"{head}\n\n{sentence}\n\n{tail}")


def _attaching(letter: Letter, files: dict[str, bytes]) -> Letter:
    sentence = (
        "資料を添付いたします。" if "様" in letter.salutation else "Please find the file attached."
    )
    return _saying(letter, sentence).but(attachments=files)


# Files ---------------------------------------------------------------------------------------


def a_document(title: str, paragraphs: list[str]) -> bytes:
    """A Word document."""
    document = Document()
    document.add_heading(title)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    octets = io.BytesIO()
    document.save(octets)
    return octets.getvalue()


def a_workbook(sheets: dict[str, list[list[str]]], hidden: str = "") -> bytes:
    """An Excel workbook; the sheet `hidden` cannot be seen."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    octets = io.BytesIO()
    workbook.save(octets)
    return octets.getvalue()


def a_locked_zip(name: str, octets: bytes, password: str) -> bytes:
    """A zip archive with a password."""
    target = io.BytesIO()
    with pyzipper.AESZipFile(target, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr(name, octets)
    return target.getvalue()


def a_zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, octets in files.items():
            archive.writestr(name, octets)
    return target.getvalue()


# Recipients ----------------------------------------------------------------------------------


def _lookalike_contact(world: World, _number: int) -> Letter:
    company, person = _japanese(world)
    local, _, domain = person.address.partition("@")
    place = world.chance.randrange(1, len(local) - 1)
    swapped = f"{local[:place]}{local[place + 1]}{local[place]}{local[place + 2 :]}"
    doubled = f"{local[: place + 1]}{local[place:]}"
    slip = doubled if swapped == local else world.chance.choice((swapped, doubled))
    wrong = replace(person, address=f"{slip}@{domain}")
    return _ordinary(world, company, person).but(to=(wrong,))


def _lookalike_domain(world: World, _number: int) -> Letter:
    company, person = _japanese(world)
    local, _, domain = person.address.partition("@")
    name, _, ending = domain.partition(".")
    place = world.chance.randrange(1, len(name) - 1)
    slips = [f"{name[:place]}{name[place + 1 :]}", f"{name[: place + 1]}{name[place:]}"]
    slips += [name.replace("-", "")] + ([name.replace("m", "rn", 1)] if "m" in name else [])
    wrong = replace(person, address=f"{local}@{world.chance.choice(slips)}.{ending}")
    return _ordinary(world, company, person).but(to=(wrong,))


def _homograph(world: World, _number: int) -> Letter:
    company, person = _japanese(world)
    latin, twin = world.chance.choice((("a", "а"), ("o", "о"), ("e", "е"), ("i", "і")))
    address = person.address
    local, _, domain = address.partition("@")
    if latin in domain:
        wrong = f"{local}@{domain.replace(latin, twin, 1)}"
    else:
        wrong = f"{local}@{domain.replace('.example', '')}а.example"
    return _ordinary(world, company, person).but(to=(replace(person, address=wrong),))


def _visible_recipients(world: World, _number: int) -> Letter:
    companies = world.chance.sample(world.customers, 6)
    people = tuple(person for company in companies for person in company.people[:2])
    letter = _ordinary(world, companies[0], people[0])
    return letter.but(to=people, salutation="お客様各位", subject="休業日のお知らせ")


def _several_organisations(world: World, _number: int) -> Letter:
    one, other = world.chance.sample(world.customers, 2)
    letter = _ordinary(world, one, one.people[0])
    return letter.but(to=(one.people[0], other.people[0]))


def _bcc_external(world: World, _number: int) -> Letter:
    _company, person = _somebody(world)
    colleague = world.chance.choice(world.colleagues)
    letter = _any(world)
    return letter.but(to=(colleague,), bcc=(person,), salutation=f"{colleague.family}さん")


def _undeliverable_domain(world: World, _number: int) -> Letter:
    company, person = _somebody(world)
    slip = world.chance.choice(("con", "co.jpp", "cojp", "ocm", "jo.jp"))
    wrong = f"{person.address.removesuffix('.example')}.{slip}"
    return _ordinary(world, company, person).but(to=(replace(person, address=wrong),))


# Files and promises --------------------------------------------------------------------------


def _attachment_forgotten(world: World, number: int) -> Letter:
    letter = _any(world)
    japanese = (
        "見積書を添付いたしますので、ご確認ください。",
        "添付の資料をご覧ください。",
        "議事録を添付にてお送りします。",
        "契約書を添付いたしました。",
        "詳細は添付ファイルをご確認ください。",
    )
    english = (
        "Please find attached the quotation.",
        "I have attached the minutes of our meeting.",
        "The drawing is attached.",
        "See the attached file for details.",
        "Attached is the contract.",
    )
    lines = japanese if "様" in letter.salutation else english
    return _saying(letter, lines[number % len(lines)])


def _attachment_promised(world: World, number: int) -> Letter:
    letter = _any(world)
    name = world.chance.choice(("見積書_0901.pdf", "工程表.xlsx", "drawing_A12.dwg", "議事録.docx"))
    lines: tuple[str, ...]
    if "様" in letter.salutation:
        lines = (f"「{name}」を添付いたします。", f"添付：{name}", "添付資料は3点です。")
    else:
        lines = (f'I have attached "{name}".', "Three files are attached.")
    other = {"ご連絡.docx": a_document("ご連絡", ["以上"])}
    return _saying(letter, lines[number % len(lines)]).but(attachments=other)


def _attachment_other_company(world: World, _number: int) -> Letter:
    (company, person), other = _japanese(world), world.chance.choice(world.customers)
    while other is company or not other.is_japanese:
        other = world.chance.choice(world.customers)
    paragraphs = [f"{other.name} 御中", "下記の通りお見積り申し上げます。", "合計 120,000円"]
    files = {"御見積書.docx": a_document("御見積書", paragraphs)}
    return _attaching(_ordinary(world, company, person), files)


def _attachment_dangerous(world: World, _number: int) -> Letter:
    name = world.chance.choice(("setup.exe", "run.bat", "tool.vbs", "update.msi"))
    return _attaching(_any(world), {name: b"@echo off\r\necho hello\r\n"})


def _attachment_unreadable(world: World, _number: int) -> Letter:
    octets = a_locked_zip("資料.txt", b"text", "x7Kp2m9Q")
    return _attaching(_any(world), {"資料.zip": octets})


def _draft_attachment(world: World, _number: int) -> Letter:
    name = world.chance.choice(("見積書_案.docx", "contract_draft.docx", "コピー ～ 仕様書.docx"))
    return _attaching(_any(world), {name: a_document("資料", ["本文"])})


def _hidden_content(world: World, _number: int) -> Letter:
    sheets = {"見積": [["品名", "金額"], ["部品", "1000"]], "原価": [["仕入", "600"]]}
    return _attaching(_any(world), {"見積.xlsx": a_workbook(sheets, hidden="原価")})


def _confidential_marking(world: World, _number: int) -> Letter:
    mark = world.chance.choice(
        ("【社外秘】", "社外秘", "部外秘", "（社内限り）", "INTERNAL USE ONLY")
    )
    return _attaching(_any(world), {"価格表.docx": a_document("価格表", [mark, "部品 1,000円"])})


def _password_in_same_mail(world: World, _number: int) -> Letter:
    password = f"{world.chance.randrange(10**6):06}Ab"
    files = {"資料.zip": a_locked_zip("資料.txt", b"text", password)}
    return _saying(_any(world), f"解凍パスワード：{password}").but(attachments=files)


# Personal data and secrets -------------------------------------------------------------------


def _my_number_of(world: World) -> str:
    while True:
        number = f"{world.chance.randrange(10**12):012}"
        if is_my_number(number):
            return number


def _my_number(world: World, number: int) -> Letter:
    digits = _my_number_of(world)
    grouped = f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"
    spaced = f"{digits[:4]} {digits[4:8]} {digits[8:]}"
    wide = digits.translate({48 + d: 0xFF10 + d for d in range(10)})
    shape = (digits, grouped, spaced, wide)[number % 4]
    word = ("マイナンバー", "個人番号", "マイナンバー（個人番号）", "My Number")[number // 4 % 4]
    if number % 3:
        return _saying(_any(world), f"{word}：{shape}")
    rows = [["氏名", word], ["従業員", shape]]
    return _attaching(_any(world), {"従業員.xlsx": a_workbook({"一覧": rows})})


def _payment_card(world: World, number: int) -> Letter:
    start = world.chance.choice(("4", "51", "3540"))
    while True:
        rest = 16 - len(start)
        digits = start + f"{world.chance.randrange(10**rest):0{rest}}"
        if is_luhn(digits):
            break
    grouped = "-".join(digits[k : k + 4] for k in range(0, 16, 4))
    sentence = f"カード番号は {digits} です。" if number % 2 else f"{grouped} でお支払いします。"
    return _saying(_any(world), sentence)


def _bulk_personal_data(world: World, number: int) -> Letter:
    rows = [["氏名", "メール", "電話"]]
    for n in range(12 + number * 3):
        phone = f"090-{world.chance.randrange(10**4):04}-{n:04}"
        rows.append([f"顧客{n}", f"customer{n}@members.example", phone])
    return _attaching(_any(world), {"名簿.xlsx": a_workbook({"名簿": rows})})


def _identity_document(world: World, number: int) -> Letter:
    n = world.chance.randrange(10**7, 10**8)
    lines = (
        f"パスポート番号：TK{n % 10**7:07}",
        f"運転免許証番号 30{n}12",
        f"在留カード番号 AB{n}CD",
        f"基礎年金番号：1234-{n % 10**6:06}",
    )
    return _saying(_any(world), lines[number % len(lines)])


def _hr_data(world: World, _number: int) -> Letter:
    rows = [
        ["社員番号", "基本給", "健康保険料", "所得税", "差引支給額"],
        ["1024", "300000", "1", "2", "3"],
    ]
    return _attaching(_any(world), {"9月分.xlsx": a_workbook({"明細": rows})})


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def _random(world: World, length: int, alphabet: str = _ALPHABET) -> str:
    return "".join(world.chance.choice(alphabet) for _ in range(length))


def _secret(world: World, number: int) -> Letter:
    lines = (
        "AKIA" + _random(world, 16, "ABCDEFGHJKLMNPQRSTUVWXYZ234567"),
        "ghp_" + _random(world, 36),
        "xoxb-" + _random(world, 12, "0123456789") + "-" + _random(world, 24),
        "sk_live_" + _random(world, 24),
        "AIza" + _random(world, 35),
        "postgres://app:" + _random(world, 12) + "@db01.internal:5432/app",
        "-----BEGIN RSA " + "PRIVATE KEY-----\n" + _random(world, 64),
        "eyJ" + _random(world, 20) + ".eyJ" + _random(world, 30) + "." + _random(world, 43),
        "glpat-" + _random(world, 20),
        "npm_" + _random(world, 36),
    )
    return _saying(_any(world), lines[number % len(lines)])


def _password_in_text(world: World, number: int) -> Letter:
    password = f"{_random(world, 5)}{number}!k"
    lines = (f"パスワード：{password}", f"初期パスワードは「{password}」です。", f"PW: {password}",
             f"The password is {password}")  # fmt: skip
    return _saying(_any(world), lines[number % len(lines)])


def _internal_reference(world: World, number: int) -> Letter:
    lines = (r"\\fs01\share\plan.xlsx", "http://192.168.10.5/wiki", "https://intra/page/12")
    return _saying(_any(world), f"資料はこちらです： {lines[number % len(lines)]}")


# Texts ---------------------------------------------------------------------------------------


def _template_leftover(world: World, number: int) -> Letter:
    letter = _any(world)
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
    return _saying(letter, world.chance.choice(lines))


def _empty_subject(world: World, number: int) -> Letter:
    return _any(world).but(subject=("", "Re:", "RE: Fwd:")[number % 3])


def _empty_body(world: World, _number: int) -> Letter:
    return _any(world).but(salutation="", body="", signature="")


def _date_weekday(world: World, number: int) -> Letter:
    letter = _any(world)
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
    return _saying(letter, lines[number % len(lines)])


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _quoted_history(world: World, _number: int) -> Letter:
    company, person = _japanese(world)
    other = world.chance.choice([c for c in world.customers if c is not company])
    quoted = (
        "-----Original Message-----\n"
        f"From: {other.people[0].mailbox}\n"
        "Sent: Tuesday, November 10, 2026 9:12 AM\n"
        f"To: {world.me.mailbox}\n"
        "Subject: お見積りの件\n\n金額をお知らせください。"
    )
    return _ordinary(world, company, person).but(quoted=quoted)


def _share_link(world: World, number: int) -> Letter:
    links = ("https://drive.google.com/file/d/1AbCdEf/view", "https://1drv.ms/u/s!AbCdEf",
             "https://firestorage.jp/download/abcdef")  # fmt: skip
    return _saying(_any(world), f"こちらからご覧ください。 {links[number % len(links)]}")


def _link_mismatch(world: World, _number: int) -> Letter:
    letter = _any(world)
    page = (
        f"<p>{letter.body}</p>"
        '<p><a href="https://login.elsewhere.example/">https://www.own.example/login</a></p>'
    )
    return letter.but(html=page)


PLANTERS: dict[str, tuple[Planter, str]] = {
    "lookalike-contact": (_lookalike_contact, "first-contact unusual-recipient"),
    "lookalike-domain": (
        _lookalike_domain,
        "first-contact-domain unusual-recipient namesake-contact",
    ),
    "homograph": (
        _homograph,
        "first-contact-domain unusual-recipient lookalike-domain namesake-contact",
    ),
    "visible-recipients": (
        _visible_recipients,
        "several-organisations unusual-recipient audience-grew",
    ),
    "several-organisations": (_several_organisations, "unusual-recipient"),
    "bcc-external": (_bcc_external, "unusual-recipient"),
    "undeliverable-domain": (
        _undeliverable_domain,
        "first-contact-domain lookalike-domain unusual-recipient",
    ),
    "attachment-forgotten": (_attachment_forgotten, ""),
    "attachment-promised": (_attachment_promised, ""),
    "attachment-other-company": (_attachment_other_company, "other-company-named"),
    "attachment-dangerous": (_attachment_dangerous, "attachment-type-mismatch"),
    "attachment-unreadable": (_attachment_unreadable, ""),
    "draft-attachment": (_draft_attachment, ""),
    "hidden-content": (_hidden_content, ""),
    "confidential-marking": (_confidential_marking, ""),
    "password-in-same-mail": (_password_in_same_mail, "password-in-text attachment-unreadable"),
    "my-number": (_my_number, ""),
    "payment-card": (_payment_card, ""),
    "bulk-personal-data": (_bulk_personal_data, ""),
    "identity-document": (_identity_document, ""),
    "hr-data": (_hr_data, ""),
    "secret": (_secret, "password-in-text"),
    "password-in-text": (_password_in_text, ""),
    "internal-reference": (_internal_reference, ""),
    "template-leftover": (_template_leftover, ""),
    "empty-subject": (_empty_subject, ""),
    "empty-body": (_empty_body, ""),
    "date-weekday": (_date_weekday, ""),
    "quoted-history": (_quoted_history, ""),
    "share-link": (_share_link, ""),
    "link-mismatch": (_link_mismatch, ""),
}
