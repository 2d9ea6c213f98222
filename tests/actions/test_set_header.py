"""An organisation's own fields, and every other octet as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.set_header import Setting, set_header
from mailguard.domain.action import ActionRefusedError
from mailguard.message.header import fields
from mailguard.message.words import text_of
from tests.actions.changes import an_original, changed, hostile, injected, others

HEADER = (
    b"From: a@b.example\r\nX-Old : 1\r\n 2\r\nSubject: s\r\nx-old: 3\r\nTo: c@d.example\r\n\r\n"
)
MAIL = an_original(HEADER, "c@d.example")


def after(setting: Setting, header: bytes = HEADER) -> bytes:
    return changed(set_header, an_original(header, "c@d.example"), setting)[0]


def test_a_new_field_stands_behind_the_others() -> None:
    assert after(Setting({"X-Class": "secret"})) == HEADER[:-2] + b"X-Class: secret\r\n\r\n"


def test_a_field_that_is_there_gives_way_in_its_place() -> None:
    changed_header = HEADER.replace(b"X-Old : 1\r\n 2\r\n", b"X-OLD: n\r\n").replace(
        b"x-old: 3\r\n", b""
    )
    assert after(Setting({"X-OLD": "n"})) == changed_header


def test_a_field_is_taken_out_wherever_it_stands() -> None:
    assert b"old" not in after(Setting(removed=("X-old",))).lower()
    assert after(Setting(removed=("X-Absent",))) == HEADER


def test_addresses_are_written_as_addresses() -> None:
    assert after(Setting({"Reply-To": "窓口 <desk@b.example>"})).endswith(
        b"Reply-To: =?UTF-8?B?56qT5Y+j?= <desk@b.example>\r\n\r\n"
    )


@pytest.mark.parametrize(
    "name",
    ["From", "to", "CC", "Bcc", "Date", "Message-ID", "Received", "Content-Type", "Resent-Bcc",
     "MIME-Version", "DKIM-Signature", " bcc", "Return-Path", "Subject"],
)  # fmt: skip
def test_what_says_which_mail_it_is_is_not_an_organisations_to_change(name: str) -> None:
    for setting in (Setting({name: "x"}), Setting(removed=(name,))):
        with pytest.raises(ActionRefusedError, match=r"cannot be changed by a rule\.$"):
            after(setting)


@pytest.mark.parametrize(
    ("name", "text"),
    [("X A", "x"), ("X:", "x"), ("X-A", "a\r\nBcc: x@y.example"), ("Reply-To", "nobody"),
     ("Auto-Submitted", "あ")],
)  # fmt: skip
def test_what_cannot_be_written_is_refused(name: str, text: str) -> None:
    with pytest.raises(ActionRefusedError, match="cannot be written"):
        after(Setting({name: text}))


def test_a_signed_header_stays_as_it_is() -> None:
    signed = b"DKIM-Signature: v=1\r\n" + HEADER
    with pytest.raises(ActionRefusedError, match="signed"):
        after(Setting({"X-A": "x"}), signed)
    assert after(Setting(removed=("X-Absent",)), signed) == signed


@injected
@given(st.sampled_from(["X-Note", "X-Old", "Reply-To", "Importance", "Organization"]), hostile)
def test_no_text_becomes_a_field_or_changes_another(name: str, text: str) -> None:
    try:
        result = after(Setting({name: text}))
    except ActionRefusedError:
        return
    assert others(result, name.lower()) == others(HEADER, name.lower())
    (value,) = [f.value for f in fields(result) if f.name == name.lower()]
    assert name == "Reply-To" or text_of(value) == text.strip(" ")


@injected
@given(hostile)
def test_no_name_becomes_a_field_of_another_name(name: str) -> None:
    try:
        result = after(Setting({name: "x"}))
    except ActionRefusedError:
        return
    assert others(result, name.lower()) == others(HEADER, name.lower())
    assert [f.value.strip() for f in fields(result) if f.name == name.lower()] == [b"x"]
