"""The mail that tells the password."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import given
from msgspec.structs import replace

from mailguard.domain.action import Outgoing
from mailguard.domain.envelope import Forward
from mailguard.domain.received import Lock
from mailguard.message.header import fields
from mailguard.preparation.second_message import second_message
from tests.actions.changes import NOW, hostile, injected
from tests.mails import an_address, an_envelope

LOCK = Lock("kx7mp-93hqd-hwt4r", ("御見積書.zip", "b.pdf"), by_mail=True, language="ja")
HEADER = (
    b"Received: x\r\nFrom: =?utf-8?B?5aSq6YOO?= <taro@example.co.jp>\r\n"
    b"To: a@b.example,\r\n c@d.example\r\nCc: e@f.example\r\n"
    b"Subject: =?utf-8?B?6KaL56mN?=\r\nMessage-ID: <1@example.co.jp>\r\nX-Own: y\r\n\r\n"
)
FIRST = Outgoing(an_envelope("a@b.example", "c@d.example", "hidden@g.example"))


def read(header: bytes = HEADER, lock: Lock = LOCK) -> EmailMessage:
    follow_up = second_message(0, FIRST, header, lock, "<2@example.co.jp>", NOW)
    message = message_from_bytes(follow_up.octets, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_it_names_the_files_the_subject_and_the_password_in_japanese() -> None:
    message = read()
    assert message["subject"] == "パスワードのお知らせ: 見積"
    text = message.get_content()
    assert "見積" in text
    assert "kx7mp-93hqd-hwt4r" in text
    assert "  - 御見積書.zip\r\n  - b.pdf\r\n" in text
    assert "自動" in text


def test_it_speaks_english_where_the_mail_does() -> None:
    message = read(HEADER.replace(b"=?utf-8?B?6KaL56mN?=", b"Quote"), replace(LOCK, language="en"))
    assert message["subject"] == "Password for: Quote"
    assert "This is the password" in message.get_content()


def test_it_comes_from_the_same_and_goes_to_the_same() -> None:
    message = read()
    assert message["from"] == "太郎 <taro@example.co.jp>"
    assert message["to"] == "a@b.example, c@d.example"
    assert message["cc"] == "e@f.example"
    assert message["references"] == "<1@example.co.jp>"
    assert message["auto-submitted"] == "auto-generated"
    assert message["date"].datetime == NOW
    assert not {"received", "x-own", "bcc"} & {name.lower() for name in message}
    follow_up = second_message(0, FIRST, HEADER, LOCK, "<2@x>", NOW)
    assert follow_up.envelope == FIRST.envelope
    assert b"hidden" not in follow_up.octets


def test_wishes_for_notes_are_of_the_first_alone() -> None:
    wishing = Outgoing(
        replace(FIRST.envelope, ret="FULL", forwards=(Forward(an_address("a@b.example"), "NEVER"),))
    )
    follow_up = second_message(0, wishing, HEADER, LOCK, "<2@x>", NOW)
    assert follow_up.envelope == an_envelope("a@b.example")


def test_a_mail_without_a_subject_is_named_so() -> None:
    header = HEADER.replace(b"Subject: =?utf-8?B?6KaL56mN?=\r\n", b"")
    assert read(header)["subject"] == "パスワードのお知らせ: （件名なし）"


@injected
@given(hostile)
def test_no_subject_becomes_a_field(subject: str) -> None:
    octets = subject.encode(errors="replace").replace(b"\r", b"").replace(b"\n", b"")
    header = HEADER.replace(b"=?utf-8?B?6KaL56mN?=", octets)
    follow_up = second_message(0, FIRST, header, LOCK, "<2@x>", NOW)
    assert [f.name for f in fields(follow_up.octets)] == [
        "from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references",
        "auto-submitted", "mime-version", "content-type", "content-transfer-encoding",
    ]  # fmt: skip
