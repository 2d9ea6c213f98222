"""The three changes of a mail that is otherwise untouched, and the name of its mail program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.mail import Edit, Span
from mailguard.message.header import fields
from mailguard.message.submission import client_program, submission_edits
from tests.timing import within

NOW = datetime(2026, 11, 24, 12, 34, 56, tzinfo=timezone(timedelta(hours=9)))
DATED = b"Date: Tue, 24 Nov 2026 12:34:56 +0900\r\nMessage-ID: <1@example.jp>\r\n"


def edited(header: bytes) -> bytes:
    for edit in reversed(submission_edits(header, NOW, "<new@example.jp>")):
        header = header[: edit.span.start] + edit.data + header[edit.span.end :]
    return header


def test_a_complete_header_is_left_as_it_is() -> None:
    assert submission_edits(DATED + b"To: a@b.example\r\n\r\n", NOW, "<new@example.jp>") == ()


def test_missing_date_and_message_id_are_prepended() -> None:
    assert submission_edits(b"Subject: x\r\n\r\n", NOW, "<new@example.jp>") == (
        Edit(
            Span(0, 0),
            b"Date: Tue, 24 Nov 2026 12:34:56 +0900\r\nMessage-ID: <new@example.jp>\r\n",
        ),
    )


@pytest.mark.parametrize(
    "blind",
    [
        b"Bcc: secret@b.example\r\n",
        b"BCC: a@b.example,\r\n secret@b.example\r\n",
        b"bcc : secret@b.example\r\n",
        b"Resent-Bcc: secret@b.example\r\n",
        b"Bcc: a@b.example\r\nBcc: secret@b.example\r\n",
        b"Bcc: a@b.example,\r\n \r\n secret@b.example\r\n",
    ],
)
def test_every_bcc_field_goes_whole(blind: bytes) -> None:
    rest = b"Subject: x\r\n\r\n"
    assert edited(DATED + blind + rest) == DATED + rest
    assert edited(blind + DATED + rest) == DATED + rest


def test_a_line_of_another_field_that_looks_like_bcc_stays() -> None:
    header = DATED + b"Subject: x\r\n Bcc: no field\r\nX-Bcc: y\r\n\r\n"
    assert edited(header) == header


@given(st.binary(max_size=300))
def test_no_blind_field_is_ever_left(octets: bytes) -> None:
    left = [f.name for f in fields(edited(octets))]
    assert "bcc" not in left
    assert "resent-bcc" not in left


@pytest.mark.parametrize(
    ("header", "program"),
    [
        (b"User-Agent: Mozilla Thunderbird\r\n\r\n", "Mozilla Thunderbird"),
        (b"X-Mailer: Apple Mail (2.3826)\r\n\r\n", "Apple Mail (2.3826)"),
        (b"X-Mailer: b\r\nUser-Agent: a\r\n\r\n", "a"),
        (b"User-Agent: =?utf-8?B?44Oh44O844Or?=\r\n\r\n", "メール"),
        (b"User-Agent: =?utf-8?Q?x=0D=0Ay?=\r\n\r\n", "x  y"),
        (b"User-Agent: " + b"x" * 5000 + b"\r\n\r\n", "x" * 200),
        (b"Subject: none\r\n\r\n", ""),
    ],
)
def test_the_program_is_the_one_that_the_header_names(header: bytes, program: str) -> None:
    assert client_program(header) == program


@given(st.binary(max_size=200))
def test_a_program_name_is_one_short_printable_line(octets: bytes) -> None:
    program = client_program(b"User-Agent: " + octets)
    assert len(program) <= 200
    assert program.isprintable()


@pytest.mark.parametrize("hostile", [b"a:\r\n" * 250_000, b"a:" + b"\r\n b" * 250_000, b"\n" * 10])
def test_a_hostile_header_takes_no_time(hostile: bytes) -> None:
    with within(3):
        submission_edits(hostile, datetime.now(UTC), "<x@y>")
        client_program(hostile)
