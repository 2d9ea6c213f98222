"""Header fields as they are written, and as they read."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from hypothesis import given

from mailguard.domain.mail import Mailbox
from mailguard.message.addresses import mailboxes
from mailguard.message.header import fields
from mailguard.message.parameters import parameterised as read
from mailguard.message.words import text_of
from mailguard.message.writing import UnwritableError, field, mailbox, parameterised
from tests.actions.changes import hostile, injected
from tests.mails import an_address

A = an_address("hanako@acme.example")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hello", b"X-A: hello\r\n"),
        ("a  b", b"X-A: a  b\r\n"),
        ("", b"X-A: \r\n"),
        ("社外", b"X-A: =?UTF-8?B?56S+5aSW?=\r\n"),
        ("=?utf-8?Q?x?=", b"X-A: =?UTF-8?B?PT91dGYtOD9RP3g/PQ==?=\r\n"),
        ("word " * 20, b"X-A: " + b"word " * 13 + b"word\r\n" + b" word" * 6 + b"\r\n"),
    ],
)
def test_a_text_is_written_as_plainly_as_it_can(text: str, line: bytes) -> None:
    assert field("X-A", text) == line


@injected
@given(hostile)
def test_a_text_reads_as_it_was_or_is_refused(text: str) -> None:
    try:
        line = field("X-Note", text)
    except UnwritableError:
        return
    found = list(fields(line + b"\r\n"))
    assert [f.name for f in found] == ["x-note"]
    assert text_of(found[0].value) == text.strip(" ")
    assert max(map(len, line.split(b"\r\n"))) <= 78
    assert line.isascii()
    assert all(part.strip() for part in line.split(b"\r\n")[1:-1])


@injected
@given(hostile)
def test_a_name_stays_with_its_address(text: str) -> None:
    try:
        written = mailbox(Mailbox(A, text))
    except UnwritableError:
        return
    assert [box.address for box in mailboxes(written)] == [A]
    assert [f.name for f in fields(b"To: " + written + b"\r\n\r\n")] == ["to"]


@pytest.mark.parametrize("name", ["", "a b", "a:", "あ", "x" * 80, "a\r\nb"])
def test_a_name_of_a_field_is_letters(name: str) -> None:
    with pytest.raises(UnwritableError):
        field(name, "x")


@injected
@given(hostile)
def test_a_file_name_reads_as_it_was(text: str) -> None:
    try:
        line = parameterised("Content-Disposition", "attachment", {"filename": text, "size": "3"})
    except UnwritableError:
        return
    assert [f.name for f in fields(line + b"\r\n")] == ["content-disposition"]
    found = read(line.partition(b":")[2])
    assert found.value == "attachment"
    assert not found.doubtful
    if "=?" not in text:  # which MailGuard's own reader decodes wherever it stands
        assert found.parameters == {"filename": text, "size": "3"}


NAME = "御見積書（2026年11月）最終版_株式会社アクメ様向け_" * 3 + ".pdf"


def test_the_standard_library_reads_long_japanese_names() -> None:
    octets = (
        parameterised("Content-Type", "application/pdf", {"name": NAME})
        + parameterised("Content-Disposition", "attachment", {"filename": NAME})
        + b"\r\n"
    )
    part = message_from_bytes(octets, policy=policy.default)
    assert part.get_filename() == NAME
    assert text_of(part["content-type"].params["name"].encode()) == NAME
    assert max(map(len, octets.split(b"\r\n"))) <= 78
