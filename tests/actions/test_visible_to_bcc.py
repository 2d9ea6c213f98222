"""Nobody in the header but the sender, and every other octet as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.visible_to_bcc import visible_to_bcc
from mailguard.domain.action import ActionRefusedError, Original
from mailguard.message.header import fields
from mailguard.message.submission import submission_edits
from tests.mails import SENDER, an_address, an_envelope

PEOPLE = ["hanako@acme.example", "suzuki@beta.example", "sato@gamma.example"]


def original(header: bytes) -> Original:
    return Original(an_address(SENDER), an_envelope(*PEOPLE), header)


def edited(header: bytes) -> bytes:
    """The header as it leaves: with the action's edits, and those that every mail gets."""
    edits = [
        *visible_to_bcc.change(original(header)).edits,
        *submission_edits(header, datetime.now(UTC), "<1@example.co.jp>"),
    ]
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end), reverse=True):
        header = header[: edit.span.start] + edit.data + header[edit.span.end :]
    return header


KEPT = b"Date: Tue, 24 Nov 2026 12:34:56 +0900\r\nMessage-ID: <1@x>\r\nSubject: a\r\n b\r\n"
TO_SENDER = b"To: taro@example.co.jp\r\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"To: hanako@acme.example\r\n", TO_SENDER),
        (b"To: hanako@acme.example,\r\n suzuki@beta.example\r\nCc: x@y.example\r\n", TO_SENDER),
        (b"Cc: hanako@acme.example\r\n", TO_SENDER),
        (b"TO : a@b.example\r\nTo: c@d.example\r\n", TO_SENDER),
        (b"To: a@b.example\r\nBcc: secret@c.example\r\n", TO_SENDER),
        (b"To: a@b.example\r\nMail-Followup-To: a@b.example\r\n", TO_SENDER),
        (
            b"Resent-To: a@b.example\r\nResent-Cc: c@d.example\r\nTo: e@f.example\r\n",
            b"Resent-To: taro@example.co.jp\r\n" + TO_SENDER,
        ),
    ],
)
def test_to_is_the_sender_and_the_others_are_gone(before: bytes, after: bytes) -> None:
    assert edited(KEPT + before + b"\r\n") == KEPT + after + b"\r\n"


@pytest.mark.parametrize(
    "field",
    [
        b"DKIM-Signature: v=1; h=to:cc\r\n",
        b"Content-Type: multipart/signed; boundary=x\r\n",
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n",
        b"a line without a colon\r\n",
    ],
)
def test_what_is_signed_encrypted_or_damaged_is_refused(field: bytes) -> None:
    with pytest.raises(ActionRefusedError) as refused:
        visible_to_bcc.change(original(b"To: a@b.example\r\n" + field + b"\r\n"))
    assert str(refused.value).endswith(".")


def test_a_mail_that_names_nobody_is_refused() -> None:
    with pytest.raises(ActionRefusedError):
        visible_to_bcc.change(original(KEPT + b"\r\n"))


names = st.sampled_from(["To", "Cc", "Bcc", "cc ", "TO", "Resent-To", "Resent-Cc", "Resent-Bcc"])
people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3)
naming = st.builds(
    lambda name, who: f"{name}: {(',' + chr(13) + chr(10) + ' ').join(who)}\r\n", names, people
)
others = st.sampled_from(["Subject: x\r\n", "From: taro@example.co.jp\r\n", "X: a\r\n\tb\r\n"])


@given(st.lists(naming | others, max_size=12), naming)
def test_no_recipient_is_left_and_all_other_octets_are_equal(lines: list[str], one: str) -> None:
    header = "".join([*lines, one]).encode() + b"\r\n"
    if {f.name for f in fields(header)} <= {"bcc", "resent-bcc", "subject", "from", "x"}:
        return  # nobody can be seen
    result = edited(header)
    assert not any(person.encode() in result for person in PEOPLE)
    kept = ["subject", "from", "x"]
    assert [f.value for f in fields(result) if f.name in kept] == [
        f.value for f in fields(header) if f.name in kept
    ]
