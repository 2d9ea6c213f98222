"""What the header says: people, subject, and the sort of mail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.mail import Identification, MailKind
from mailguard.message.heading import SUBJECT_LIMIT, heading_of
from mailguard.message.kind import kind_of
from mailguard.message.parts import structure
from tests.mails import a_mailbox
from tests.message.test_body import HTML, PDF, PLAIN, a_multipart, a_part


def test_people_are_read_by_their_fields() -> None:
    people = heading_of(
        b"From: Taro <taro@x.example>\r\nSender: s@x.example\r\nReply-To: r@x.example\r\n"
        b"To: a@b.example\r\nCC: c@d.example\r\nBcc: e@f.example\r\nTo: g@h.example\r\n\r\n"
    ).correspondents
    assert people.author == (a_mailbox("Taro <taro@x.example>"),)
    assert people.sender == (a_mailbox("s@x.example"),)
    assert people.reply_to == (a_mailbox("r@x.example"),)
    assert people.to == (a_mailbox("a@b.example"), a_mailbox("g@h.example"))
    assert people.cc == (a_mailbox("c@d.example"),)
    assert people.bcc == (a_mailbox("e@f.example"),)


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        (b"Subject: =?utf-8?B?6KaL56mN?=\r\n", "見積"),
        (b"Subject: a\r\n b\r\n", "a b"),
        (b"Subject: =?utf-8?q?hi=0D=0ABcc:_evil@x.example?=\r\n", "hi Bcc: evil@x.example"),
        (b"Subject: first\r\nSubject: second\r\n", "first"),
        (b"Subject:\r\n", ""),
        (b"", ""),
        (b"Subject: " + b"x" * 500_000 + b"\r\n", "x" * (SUBJECT_LIMIT - 1) + "…"),
    ],
)
def test_the_subject_is_one_short_line(field: bytes, subject: str) -> None:
    assert heading_of(field + b"\r\n").subject == subject


@pytest.mark.parametrize(
    ("field", "is_reply"),
    [
        (b"In-Reply-To: <a@b>\r\n", True),
        (b"References: <a@b>\r\n", True),
        (b"References:\r\n", False),
    ],
)
def test_a_reply_names_what_it_answers(field: bytes, is_reply: bool) -> None:
    assert heading_of(field + b"\r\n").is_reply is is_reply


@pytest.mark.parametrize(
    ("field", "is_automatic"),
    [(b"Auto-Submitted: auto-replied\r\n", True), (b"Auto-Submitted: no\r\n", False), (b"", False)],
)
def test_programs_say_that_they_wrote_it(field: bytes, is_automatic: bool) -> None:
    assert heading_of(field + b"\r\n").is_automatic is is_automatic


def test_a_mail_says_which_it_is_and_which_it_answers() -> None:
    found = heading_of(
        b"Message-ID: <3@b.example>\r\nIn-Reply-To: <2@b.example>\r\n"
        b"References: <1@b.example>\r\n\t<2@b.example>\r\n"
        b"Date: Tue, 24 Nov 2026 12:34:56 +0900\r\n\r\n"
    )
    assert found.identification == Identification(
        "3@b.example", ("2@b.example",), ("1@b.example", "2@b.example")
    )
    assert found.date == datetime(2026, 11, 24, 3, 34, 56, tzinfo=UTC)


PEOPLE = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n"


@pytest.mark.parametrize(
    "header",
    [
        PEOPLE + b"From: e@f.example\r\nSender: a@b.example\r\n",
        PEOPLE + b"To: e@f.example\r\n",
        PEOPLE + b"subject: y\r\n",
        b"From: a@b.example, e@f.example\r\n",
    ],
    ids=["two From", "two To", "two Subject", "two authors"],
)
def test_what_programs_may_show_in_several_ways_is_ambiguous(header: bytes) -> None:
    assert len(heading_of(header + b"\r\n").ambiguities) == 1


@pytest.mark.parametrize(
    "header",
    [
        PEOPLE,
        PEOPLE + b"Bcc: x@y.example\r\nBcc: z@y.example\r\n",
        b"From: a@b.example, e@f.example\r\nSender: a@b.example\r\n",
        b"Received: x\r\nReceived: y\r\n" + PEOPLE,
    ],
)
def test_an_ordinary_header_is_not(header: bytes) -> None:
    assert heading_of(header + b"\r\n").ambiguities == ()


@given(st.binary(max_size=300))
def test_no_header_makes_it_raise(octets: bytes) -> None:
    heading_of(octets)


NOTE = a_part("message/disposition-notification", "Disposition: manual-action; displayed")
HEADERS = a_part("text/rfc822-headers", "Subject: x")


def kind(message: str, *, is_automatic: bool = False) -> MailKind:
    return kind_of(structure(message.encode()).root, is_automatic=is_automatic)


@pytest.mark.parametrize("parts", [(PLAIN, NOTE), (PLAIN, NOTE, HEADERS)])
def test_a_read_receipt_is_known(parts: tuple[str, ...]) -> None:
    message = a_multipart("report", *parts).replace(
        "multipart/report;", "multipart/report; report-type=disposition-notification;"
    )
    assert kind(message) is MailKind.RECEIPT


@pytest.mark.parametrize(
    "parts", [(PLAIN, NOTE, PDF), (PLAIN, PDF), (NOTE,), (PLAIN, NOTE, HEADERS, PDF)]
)
def test_nothing_else_passes_for_one(parts: tuple[str, ...]) -> None:
    message = a_multipart("report", *parts).replace(
        "multipart/report;", "multipart/report; report-type=disposition-notification;"
    )
    assert kind(message) is not MailKind.RECEIPT


def test_other_kinds_are_known() -> None:
    invitation = a_multipart("alternative", PLAIN, HTML, a_part("text/calendar; method=REQUEST"))
    assert kind(invitation) is MailKind.CALENDAR
    assert kind(PLAIN, is_automatic=True) is MailKind.AUTOMATIC
    assert kind(PLAIN) is MailKind.ORDINARY
