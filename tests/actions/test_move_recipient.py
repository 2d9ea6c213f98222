"""A recipient in another field, and every other octet as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.actions.move_recipient import Move, Moving, move_recipient
from mailguard.domain.action import ActionRefusedError
from mailguard.domain.recipient import Field
from mailguard.message.addresses import mailboxes
from mailguard.message.edits import applied
from mailguard.message.header import fields
from tests.actions.changes import an_original, changed, others

A, B, C = "hanako@acme.example", "suzuki@beta.example", "sato@gamma.example"


def after(header: str, *moves: tuple[str, Field]) -> str:
    asked = Moving(tuple(Move(key, field) for key, field in moves))
    octets = f"{header}X: y\r\n\r\n".encode()
    return changed(move_recipient, an_original(octets, A, B, C), asked)[0].decode()[:-8]


@pytest.mark.parametrize(
    ("before", "who", "field", "result"),
    [
        (f"To: {A}, Ken <{B}>\r\n", B, Field.CC, f"To: {A}\r\nX: y\r\nCc: Ken <{B}>\r\n"),
        (f"To: {A}, {B}\r\nCc: {C}\r\n", B, Field.CC, f"To: {A}\r\nCc: {C},\r\n {B}\r\n"),
        (f"To: {A}, {B}\r\n", B, Field.BCC, f"To: {A}\r\n"),
        (f"To: {A}\r\nCc: {B}\r\n", B, Field.TO, f"To: {A},\r\n {B}\r\n"),
        (f"To: {A}\r\n", B, Field.TO, f"To: {A},\r\n {B}\r\n"),
        (f"To: {A}\r\n", B, Field.BCC, f"To: {A}\r\n"),
        (f"To: {A}, {B}\r\n", B, Field.TO, f"To: {A}, {B}\r\n"),
        (f"Cc: {B}\r\n", B, Field.TO, f"X: y\r\nTo: {B}\r\n"),
    ],
)
def test_it_stands_there_alone(before: str, who: str, field: Field, result: str) -> None:
    moved = after(before, (who, field))
    assert moved + "X: y\r\n\r\n" == result + "X: y\r\n\r\n" or f"{result}\r\n".startswith(moved)


def test_a_review_names_the_recipient_and_the_field() -> None:
    header = f"To: {A}, {B}\r\n\r\n".encode()
    change = move_recipient.change(an_original(header, A, B), f"{B} Bcc")
    assert applied(header, change.edits) == f"To: {A}\r\n\r\n".encode()


def test_it_names_no_other_field() -> None:
    with pytest.raises(ActionRefusedError):
        move_recipient.change(
            an_original(b"To: a@b.example\r\n\r\n", "a@b.example"), "a@b.example X"
        )


@pytest.mark.parametrize(
    ("header", "who"),
    [
        (f"DKIM-Signature: v=1\r\nTo: {A}\r\n", A),
        (f"Content-Type: multipart/signed\r\nTo: {A}\r\n", A),
        (f"To: {A}\r\n", "nobody@else.example"),
    ],
)
def test_what_cannot_be_done_safely_is_refused(header: str, who: str) -> None:
    with pytest.raises(ActionRefusedError):
        after(header, (who, Field.CC))


people = st.sampled_from([A, B, C])
lists = st.lists(people, unique=True, max_size=3).map(", ".join)
moves = st.lists(st.tuples(people, st.sampled_from(list(Field))), min_size=1, max_size=4)


@given(lists, lists, moves)
def test_everybody_stands_where_they_were_moved_to(
    to: str, cc: str, asked: list[tuple[str, Field]]
) -> None:
    header = "".join(f"{n}: {v}\r\n" for n, v in (("To", to), ("Cc", cc)) if v) + "S: x\r\n\r\n"
    asked = list({who: (who, field) for who, field in asked}.values())
    original = an_original(header.encode(), A, B, C)
    moving = Moving(tuple(Move(who, field) for who, field in asked))
    result, change = changed(move_recipient, original, moving)
    assert not change.left_out
    assert others(result, "to", "cc") == others(header.encode(), "to", "cc")

    def named(octets: bytes, name: str) -> set[str]:
        found = (f for f in fields(octets) if f.name == name)
        return {str(box.address) for f in found for box in mailboxes(f.value)}

    for who, field in asked:
        there = {name for name in ("to", "cc") if who in named(result, name)}
        assert there == ({field.lower()} - {"bcc"})
    moved = {who for who, _field in asked}
    for name in ("to", "cc"):
        assert named(result, name) - moved == named(header.encode(), name) - moved
