"""What is taken from a mail, and what is left in it."""

from __future__ import annotations

import msgspec
import pytest

from mailguard.domain.lesson import Party, SentFile
from mailguard.knowledge.bounces import failed_recipients
from mailguard.knowledge.companies import companies_in
from mailguard.knowledge.digests import subject_key
from tests.knowledge.learning import HANAKO, a_past_mail, received, sent
from tests.mails import SENDER, an_attachment


def test_a_lesson_holds_neither_text_nor_subject() -> None:
    mail = a_past_mail(subject="Top secret", text="Our secret plan.\n", message_id="secret@x")
    encoded = msgspec.json.encode(sent(mail))
    assert b"secret" not in encoded.lower()


def test_a_sent_mail_says_who_got_it_and_with_what() -> None:
    mail = a_past_mail(
        to=[f"Hanako <{HANAKO}>"],
        bcc=["ken@beta.example"],
        attachments=[an_attachment("a.pdf", sha256=b"1" * 32), an_attachment("big.bin")],
    )
    lesson = sent(mail)
    assert lesson.author == Party(SENDER, "example.co.jp")
    assert lesson.to == (Party(HANAKO, "acme.example", "Hanako"),)
    assert lesson.bcc == (Party("ken@beta.example", "beta.example"),)
    assert lesson.files == (SentFile(b"1" * 32, "a.pdf"),)
    assert lesson.own == ("example.co.jp", SENDER)


def test_a_name_that_is_the_address_again_is_none() -> None:
    assert sent(a_past_mail(to=[f"{HANAKO} <{HANAKO}>"])).to[0].name == ""


def test_nobody_is_called_by_a_name_that_may_be_anothers() -> None:
    greeted = "佐藤様、鈴木様\n"
    assert sent(a_past_mail(text=greeted)).names == ()
    assert sent(a_past_mail(text="佐藤様\n", to=[HANAKO, "ken@acme.example"])).names == ()
    assert sent(a_past_mail(text="佐藤様\n")).names == ((HANAKO, "佐藤"),)


def test_a_received_mail_teaches_nothing_of_its_salutation() -> None:
    mail = a_past_mail(author=HANAKO, text="株式会社自社\n太郎様\n")
    assert (received(mail).names, received(mail).companies) == ((), ())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("株式会社アクメ 営業部", ["アクメ"]),
        ("㈱アクメ", ["アクメ"]),
        ("アクメ・ジャパン合同会社", ["アクメ・ジャパン"]),
        ("Acme Trading Co., Ltd.", ["acme trading"]),
        ("ACME Inc.", ["acme"]),
        ("ＡＣＭＥ株式会社", ["acme"]),
        ("Tokyo, Japan", []),
        ("佐藤花子", []),
    ],
)
def test_companies_with_their_legal_forms(line: str, names: list[str]) -> None:
    assert list(companies_in(line)) == names


@pytest.mark.parametrize("subject", ["Re: 見積", "RE：[list] Fwd: 見積", "返信: 見積 ", "見積"])
def test_the_subjects_of_a_conversation_share_a_key(subject: str) -> None:
    assert subject_key(subject) == "見積"


REPORT = b"""\
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example\r
\r
Original-Recipient: rfc822;Hanako@acme.example\r
Final-Recipient: rfc822; hanako@acme.example\r
Action: failed\r
Status: 5.1.1\r
\r
Final-Recipient: rfc822; ken@acme.example\r
Action: delayed\r
\r
--b--\r
"""


def test_a_report_says_whom_a_mail_did_not_reach() -> None:
    assert failed_recipients(REPORT) == (HANAKO,)
    assert failed_recipients(memoryview(REPORT)) == (HANAKO,)
    assert failed_recipients(REPORT.replace(b"delivery-status;", b"other;", 1)) == ()


QMAIL = b"""\
From: MAILER-DAEMON@example.co.jp\r
Subject: failure notice\r
\r
Hi. This is the qmail-send program at example.co.jp.\r
I'm afraid I wasn't able to deliver your message to the following addresses.\r
\r
<Hanako@acme.example>:\r
Remote host said: 550 User unknown\r
\r
--- Below this line is a copy of the message.\r
\r
<ken@acme.example>:\r
"""


def test_qmail_says_it_in_its_own_way() -> None:
    assert failed_recipients(QMAIL) == (HANAKO,)
    assert failed_recipients(QMAIL.replace(b"Hi. This is the", b"Hi. Here is the")) == ()
