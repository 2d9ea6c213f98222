"""Files that say more than they show: traces of where they come from, and hidden parts."""

from __future__ import annotations

from tests.detection.letters import Letter
from tests.detection.scenes.office import (
    a_contract,
    a_photo,
    a_signed_document,
    a_signed_pdf,
    an_estimate,
    slides,
)
from tests.detection.scenes.stage import Scenes, Stage


def _with(s: Stage, name: str, octets: bytes, text: str = "") -> Letter:
    said = text or s.say("資料を添付いたします。", "Please find the file attached.")
    return s.mail(said, attachments={name: octets})


# metadata ------------------------------------------------------------------------------------


def _from_another_customer(s: Stage) -> Letter:
    """The proposal was made from what another customer had sent."""
    other = s.a_company(s.company)
    author = other.people[0].name
    return _with(s, "ご提案書.docx", a_signed_document(author, other.name, s.me.name))


def _company_of_another(s: Stage) -> Letter:
    other = s.a_company(s.company)
    return _with(s, "計画書.docx", a_signed_document("user", other.name))


def _where_it_was_taken(s: Stage) -> Letter:
    text = s.say("現場の写真をお送りします。", "Here is a picture of the site.")
    return _with(s, f"IMG_{2000 + s.number}.JPG", a_photo(34.0 + s.chance.random()), text)


def _two_photos(s: Stage) -> Letter:
    files = {"P1.jpg": a_photo(), "P2.jpg": a_photo(35.2)}
    return s.mail(s.say("写真を2枚添付します。", "Two pictures are attached."), attachments=files)


def _pdf_of_another(s: Stage) -> Letter:
    other = s.a_company(s.company)
    return _with(s, "仕様書.pdf", a_signed_pdf(other.name))


def _mine(s: Stage) -> Letter:
    return _with(s, "ご提案書.docx", a_signed_document(s.me.name, s.world.own.name))


def _a_colleagues(s: Stage) -> Letter:
    return _with(s, "報告書.docx", a_signed_document(s.colleague.name, s.world.own.name, s.me.name))


def _nobodys(s: Stage) -> Letter:
    author = s.chance.choice(
        ("user", "Windows ユーザー", "Microsoft Office User", "PC-01", "admin", "")
    )
    return _with(s, "資料.docx", a_signed_document(author))


def _their_own_form(s: Stage) -> Letter:
    """Their form, filled in."""
    return _with(s, "申請書.docx", a_signed_document(s.person.name, s.company.name, s.me.name))


def _photo_without_place(s: Stage) -> Letter:
    return _with(s, "IMG_0102.JPG", a_photo())


def _made_by_a_program(s: Stage) -> Letter:
    producer = s.chance.choice(("Adobe PDF Library 17.0", "Microsoft: Print To PDF", "JUST PDF 5"))
    return _with(s, "図面.pdf", a_signed_pdf(s.me.name, producer))


# hidden-content ------------------------------------------------------------------------------


def _hidden_in_a_workbook(s: Stage) -> Letter:
    mark = ("sheet", "column", "deep sheet", "row")[s.number % 4]
    return _with(s, "御見積.xlsx", an_estimate(mark))


def _told_in_a_comment(s: Stage) -> Letter:
    if s.number % 2:
        return _with(s, "御見積.xlsx", an_estimate("comment"))
    return _with(s, "契約書.docx", a_contract("comment"))


def _changes_are_kept(s: Stage) -> Letter:
    return _with(s, "契約書.docx", a_contract(("inserted", "deleted")[s.number % 2]))


def _notes_of_the_speaker(s: Stage) -> Letter:
    return _with(s, "提案.pptx", slides("notes"))


def _a_slide_left_out(s: Stage) -> Letter:
    return _with(s, "提案.pptx", slides("slide"))


def _hidden_words(s: Stage) -> Letter:
    return _with(s, "契約書.docx", a_contract("hidden"))


def _plain_workbook(s: Stage) -> Letter:
    return _with(s, "御見積.xlsx", an_estimate(("", "grey")[s.number % 2]))


def _plain_contract(s: Stage) -> Letter:
    return _with(s, "契約書.docx", a_contract())


def _plain_slides(s: Stage) -> Letter:
    return _with(s, "提案.pptx", slides())


def _changes_are_meant(s: Stage) -> Letter:
    """Both sides work on the contract, and the mail says so."""
    text = s.say(
        (
            "修正箇所を変更履歴で残しております。ご確認ください。",
            "変更履歴付きの契約書をお送りします。",
        )[s.number % 2],
        "The contract with our changes tracked is attached.",
    )
    return _with(s, "契約書.docx", a_contract("inserted"), text)


def _comments_are_meant(s: Stage) -> Letter:
    text = s.say(
        ("契約書にコメントを入れましたので、ご確認ください。", "コメント欄に質問を記載しました。")[
            s.number % 2
        ],
        "I have put my comments into the contract.",
    )
    return _with(s, "契約書.docx", a_contract("comment"), text)


def _for_a_colleague(s: Stage) -> Letter:
    return _with(s, "御見積.xlsx", an_estimate("column"), "原価込みの見積です。").but(
        to=(s.colleague,), salutation=f"{s.colleague.family}さん"
    )


SCENES = {
    "metadata": Scenes(
        (
            *(_from_another_customer, _company_of_another, _where_it_was_taken, _two_photos),
            _pdf_of_another,
        ),
        (
            *(_mine, _a_colleagues, _nobodys, _their_own_form, _photo_without_place),
            _made_by_a_program,
        ),
        (),
        "attachment-other-company",
    ),
    "hidden-content": Scenes(
        (_hidden_in_a_workbook, _told_in_a_comment, _changes_are_kept, _hidden_words),
        (
            *(_plain_workbook, _plain_contract, _plain_slides, _changes_are_meant),
            *(_comments_are_meant, _for_a_colleague),
        ),
        (_notes_of_the_speaker, _a_slide_left_out),
    ),
}
