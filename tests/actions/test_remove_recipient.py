"""The mail without one recipient, and every other octet as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.remove_recipient import remove_recipient
from mailguard.domain.action import ActionRefusedError, Original
from mailguard.message.addresses import mailboxes
from mailguard.message.header import fields
from tests.mails import SENDER, an_address, an_envelope

A, B, C = "hanako@acme.example", "suzuki@beta.example", "sato@gamma.example"
KEPT = b"Subject: a\r\n b\r\nFrom: taro@example.co.jp\r\n"


def edited(header: bytes, *gone: str, envelope: tuple[str, ...] = (A, B, C)) -> bytes:
    original = Original(an_address(SENDER), an_envelope(*envelope), header)
    change = remove_recipient.change(original, *gone)
    assert change.left_out == set(gone)
    for edit in sorted(change.edits, key=lambda each: each.span.start, reverse=True):
        header = header[: edit.span.start] + edit.data + header[edit.span.end :]
    return header


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("To: {a}, {b}, {c}\r\n", "To: {a}, {c}\r\n"),
        ("To: {b}, {c}\r\n", "To: {c}\r\n"),
        ("To: {a}, {b}\r\n", "To: {a}\r\n"),
        ("To: {a},\r\n {b},\r\n {c}\r\n", "To: {a},\r\n {c}\r\n"),
        ("To: {a},\r\n\t{b}\r\nCc: {c}\r\n", "To: {a}\r\nCc: {c}\r\n"),
        ("To: {a}\r\nCc: {b}\r\n", "To: {a}\r\n"),
        ("To: {a}\r\nCC : {b} , {c}\r\n", "To: {a}\r\nCC : {c}\r\n"),
        ("To: {a}, {b}\r\nResent-Cc: {b}\r\n", "To: {a}\r\n"),
        ("To: {a}, SUZUKI@Beta.Example\r\n", "To: {a}\r\n"),
        ('To: "Suzuki, Ken" <{b}>, Sato <{c}>\r\n', "To: Sato <{c}>\r\n"),
        ("To: =?utf-8?B?6Yi05pyo?=\r\n <{b}>, {c}\r\n", "To: {c}\r\n"),
        ("To: =?iso-2022-jp?Q?a,b?= <{b}>, {c}\r\n", "To: {c}\r\n"),
        ("To: Suzuki (of Beta, Ltd.) <{b}>, {c}\r\n", "To: {c}\r\n"),
        ("To: 鈴木 <{b}>, 佐藤 <{c}>\r\n", "To: 佐藤 <{c}>\r\n"),
        ("To: friends: {a}, {b};, {c}\r\n", "To: friends: {a};, {c}\r\n"),
        ("To: friends: {b};\r\nCc: {c}\r\n", "To: friends: ;\r\nCc: {c}\r\n"),
        ("To: {a}; {b}\r\n", "To: {a}; \r\n"),
        ("To: {a}\r\n", "To: {a}\r\n"),
        ("To:\r\n", "To:\r\n"),
    ],
)
def test_only_that_mailbox_goes(before: str, after: str) -> None:
    def header(line: str) -> bytes:
        return KEPT + line.format(a=A, b=B, c=C).encode() + b"X: suzuki@beta.example\r\n\r\n"

    assert edited(header(before), B) == header(after)


def test_several_go_at_once() -> None:
    header = f"To: {A}, {B}, {C}\r\n\r\n".encode()
    assert edited(header, A, B) == f"To: {C}\r\n\r\n".encode()
    assert edited(header, B, C) == f"To: {A}\r\n\r\n".encode()
    assert edited(header, A, C) == f"To: {B}\r\n\r\n".encode()


def test_who_is_in_the_envelope_alone_is_left_out_of_it() -> None:
    assert edited(b"To: hanako@acme.example\r\n\r\n", C) == b"To: hanako@acme.example\r\n\r\n"


def test_a_signature_of_the_body_stays_valid_and_does_not_hinder() -> None:
    header = f"To: {A}, {B}\r\nContent-Type: multipart/signed; boundary=x\r\n\r\n".encode()
    assert edited(header, B).startswith(b"To: hanako@acme.example\r\n")


@pytest.mark.parametrize(
    ("header", "gone"),
    [
        (f"To: {A}, {B}\r\n\r\n", (A, B, C)),
        (f"To: {A}\r\n\r\n", ("nobody@else.example",)),
        (f"DKIM-Signature: v=1; h=to\r\nTo: {A}, {B}\r\n\r\n", (B,)),
        # a katakana whose second octet in ISO-2022-JP is that of a comma
        (f"To: \x1b$B%,\x1b(B <{B}>, {C}\r\n\r\n", (B,)),
    ],
    ids=["nobody left", "not a recipient", "signed header", "unusual"],
)
def test_what_cannot_be_done_safely_is_refused(header: str, gone: tuple[str, ...]) -> None:
    with pytest.raises(ActionRefusedError) as refused:
        edited(header.encode(), *gone)
    assert str(refused.value).endswith(".")


names = st.sampled_from(["", '"Doe, John" ', "=?utf-8?B?6Yi05pyo?= ", "Plain ", "(c, d) ", "鈴木 "])
people = st.sampled_from([A, B, C])
boxes = st.builds(lambda name, who: f"{name}<{who}>" if name else who, names, people)
seps = st.sampled_from([", ", ",", ",\r\n ", " ,\r\n\t"])


@st.composite
def lists(draw: st.DrawFn) -> str:
    found = draw(st.lists(boxes, min_size=1, max_size=6))
    text = found[0] + "".join(draw(seps) + box for box in found[1:])
    return f"group: {text};" if draw(st.booleans()) else text


@given(lists(), lists(), st.sets(people, min_size=1, max_size=2))
def test_whoever_is_left_out_is_gone_and_all_others_are_there(
    to: str, cc: str, gone: set[str]
) -> None:
    header = f"To: {to}\r\nSubject: x\r\nCc: {cc}\r\n\r\n".encode()
    result = edited(header, *gone)

    def named(octets: bytes) -> list[tuple[str, str]]:
        found = (f for f in fields(octets) if f.name in {"to", "cc"})
        return [(str(b.address), b.name) for f in found for b in mailboxes(f.value)]

    assert named(result) == [each for each in named(header) if each[0] not in gone]
    assert b"Subject: x\r\n" in result
    assert result.endswith(b"\r\n\r\n")
