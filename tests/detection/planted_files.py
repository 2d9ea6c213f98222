"""Mails with a file or a promise gone wrong, planted: one function a check."""

from __future__ import annotations

from tests.detection.documents import a_document, a_locked_zip, a_workbook
from tests.detection.letters import Letter
from tests.detection.ordinary import (
    Planter,
    attaching,
    ordinary,
    saying,
    somebody_japanese,
    to_anybody,
)
from tests.detection.world import World


def _attachment_forgotten(world: World, number: int) -> Letter:
    letter = to_anybody(world)
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
    return saying(letter, lines[number % len(lines)])


def _attachment_promised(world: World, number: int) -> Letter:
    letter = to_anybody(world)
    name = world.chance.choice(("見積書_0901.pdf", "工程表.xlsx", "drawing_A12.dwg", "議事録.docx"))
    lines: tuple[str, ...]
    if "様" in letter.salutation:
        lines = (f"「{name}」を添付いたします。", f"添付：{name}", "添付資料は3点です。")
    else:
        lines = (f'I have attached "{name}".', "Three files are attached.")
    other = {"ご連絡.docx": a_document("ご連絡", ["以上"])}
    return saying(letter, lines[number % len(lines)]).but(attachments=other)


def _attachment_other_company(world: World, _number: int) -> Letter:
    (company, person), other = somebody_japanese(world), world.chance.choice(world.customers)
    while other is company or not other.is_japanese:
        other = world.chance.choice(world.customers)
    paragraphs = [f"{other.name} 御中", "下記の通りお見積り申し上げます。", "合計 120,000円"]
    files = {"御見積書.docx": a_document("御見積書", paragraphs)}
    return attaching(ordinary(world, company, person), files)


def _attachment_dangerous(world: World, _number: int) -> Letter:
    name = world.chance.choice(("setup.exe", "run.bat", "tool.vbs", "update.msi"))
    return attaching(to_anybody(world), {name: b"@echo off\r\necho hello\r\n"})


def _attachment_unreadable(world: World, _number: int) -> Letter:
    octets = a_locked_zip("資料.txt", b"text", "x7Kp2m9Q")
    return attaching(to_anybody(world), {"資料.zip": octets})


def _draft_attachment(world: World, _number: int) -> Letter:
    name = world.chance.choice(("見積書_案.docx", "contract_draft.docx", "コピー ～ 仕様書.docx"))
    return attaching(to_anybody(world), {name: a_document("資料", ["本文"])})


def _hidden_content(world: World, _number: int) -> Letter:
    sheets = {"見積": [["品名", "金額"], ["部品", "1000"]], "原価": [["仕入", "600"]]}
    return attaching(to_anybody(world), {"見積.xlsx": a_workbook(sheets, hidden="原価")})


def _confidential_marking(world: World, _number: int) -> Letter:
    mark = world.chance.choice(
        ("【社外秘】", "社外秘", "部外秘", "（社内限り）", "INTERNAL USE ONLY")
    )
    return attaching(
        to_anybody(world), {"価格表.docx": a_document("価格表", [mark, "部品 1,000円"])}
    )


def _password_in_same_mail(world: World, _number: int) -> Letter:
    password = f"{world.chance.randrange(10**6):06}Ab"
    files = {"資料.zip": a_locked_zip("資料.txt", b"text", password)}
    return saying(to_anybody(world), f"解凍パスワード：{password}").but(attachments=files)


PLANTERS: dict[str, tuple[Planter, str]] = {
    "attachment-forgotten": (_attachment_forgotten, ""),
    "attachment-promised": (_attachment_promised, ""),
    "attachment-other-company": (_attachment_other_company, "other-company-named"),
    "attachment-dangerous": (_attachment_dangerous, "attachment-type-mismatch"),
    "attachment-unreadable": (_attachment_unreadable, ""),
    "draft-attachment": (_draft_attachment, ""),
    "hidden-content": (_hidden_content, ""),
    "confidential-marking": (_confidential_marking, ""),
    "password-in-same-mail": (_password_in_same_mail, "password-in-text attachment-unreadable"),
}
