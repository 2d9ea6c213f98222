"""What a receipt vouches for: what the way to a server may change, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.receipt.content import Content

MAIL = (
    b"From: taro@example.co.jp\r\n"
    b"To: hanako@acme.example\r\n"
    b"Subject: A  plan\r\n for you\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"\r\n"
    b"Hello  you\r\n"
    b"\r\n"
    b"Bye\r\n"
)


def digest(octets: bytes, block: int = 1 << 20) -> bytes:
    content = Content()
    for start in range(0, len(octets), block):
        content.feed(octets[start : start + block])
    return content.digest()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"From: taro", b"Received: by a server\r\nFrom: taro"),
        (b"From: taro", b"From taro@example.co.jp Tue Nov 24 13:41:55 2026\r\nFrom: taro"),
        (b"Subject: A  plan\r\n for you", b"SUBJECT:A plan for\r\n\tyou"),
        (
            b"To: hanako@acme.example\r\nSubject",
            b"X-Spam: no\r\nTo: hanako@acme.example\r\nSubject",
        ),
        (b"Hello  you\r\n", b"Hello you \t\r\n"),
        (b"Bye\r\n", b"Bye\r\n\r\n \r\n"),
        (b"Bye\r\n", b"Bye"),
        (b"\r\n", b"\n"),
    ],
)
def test_what_the_way_to_a_server_changes_does_not_count(before: bytes, after: bytes) -> None:
    assert before in MAIL
    assert digest(MAIL.replace(before, after)) == digest(MAIL)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Subject: A  plan", b"Subject: Another plan"),
        (b"To: hanako", b"To: jiro"),
        (b"Subject", b"Cc: jiro@acme.example\r\nSubject"),
        (b"Subject", b"From: jiro@acme.example\r\nSubject"),
        (b"Subject", b"Content-Disposition: attachment\r\nSubject"),
        (b"text/plain", b"text/html"),
        (b"Hello", b"hello"),
        (b"Hello  you", b"Helloyou"),
        (b"Hello  you\r\n", b"Hello\r\nyou\r\n"),
        (b"\r\n\r\nHello", b"\r\n\r\n\r\nHello"),
        (b"you\r\n\r\nBye", b"you\r\nBye"),
        (b"Bye\r\n", b"Bye\r\r\n"),
        (b"Bye\r\n", b"Bye\r\n.\r\n"),
    ],
)
def test_everything_else_counts(before: bytes, after: bytes) -> None:
    assert before in MAIL
    assert digest(MAIL.replace(before, after)) != digest(MAIL)


@given(
    st.lists(st.sampled_from([b"a", b" ", b"\t", b"\r\n", b"\n", b"\r", b"a:"]), max_size=60),
    st.integers(1, 7),
)
def test_blocks_of_any_size_make_the_same(pieces: list[bytes], size: int) -> None:
    octets = b"".join(pieces)
    assert digest(octets, size) == digest(octets)


def canonical(body: bytes) -> list[bytes]:
    """RFC 6376 §3.4.4, as it is written there, line by line."""
    lines = [b" ".join(line.replace(b"\t", b" ").split(b" ")) for line in body.split(b"\n")]
    lines = [b" ".join(filter(None, line.split(b" "))) if line.strip() else b"" for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


@given(*[st.lists(st.sampled_from([b"a", b"b", b" ", b"\t", b"\n"]), max_size=12)] * 2)
def test_bodies_are_the_same_where_their_lines_are(one: list[bytes], other: list[bytes]) -> None:
    # a line begins with a letter: DKIM keeps one space at its begin
    bodies = [b"x" + b"".join(each).replace(b"\n", b"\nx") for each in (one, other)]
    is_same = canonical(bodies[0]) == canonical(bodies[1])
    assert (digest(b"\r\n" + bodies[0]) == digest(b"\r\n" + bodies[1])) is is_same


def test_a_message_without_header_or_without_body_has_a_digest() -> None:
    assert len({digest(b""), digest(b"\r\nHello"), digest(b"From: a@x.example\r\n")}) == 3


def test_blank_octets_without_end_take_no_time() -> None:
    blank = b" \t" * (1 << 15) + b"\r\n" * (1 << 15)
    content = Content()
    content.feed(b"\r\n")
    for _ in range(100):
        content.feed(blank)
    content.feed(b"end")
    assert len(content.digest()) == 32
