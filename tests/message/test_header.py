"""A header's fields are found with exact byte ranges, whatever the octets are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.mail import Span
from mailguard.message.header import fields, header_end, unfolded

HEADER = (
    b"From: a@b.example\r\nSubject: one\r\n two\r\nX-Odd : y\r\nno colon here\r\n\r\nbody: x\r\n"
)

line = st.sampled_from(
    [b"A: b\r\n", b" more\r\n", b"\tx\n", b"no colon\r\n", b"C :d\n", b":\r\n", b" \r\n", b"\r\r\n"]
)
header_like = st.lists(line, max_size=30).map(b"".join) | st.binary(max_size=200)


def test_fields_end_at_the_blank_line_and_carry_their_ranges() -> None:
    found = list(fields(HEADER))
    assert [f.name for f in found] == ["from", "subject", "x-odd", ""]
    assert found[1].value == b" one\r\n two\r\n"
    assert HEADER[found[1].span.start : found[1].span.end] == b"Subject: one\r\n two\r\n"


def test_ranges_count_from_the_start_of_the_message() -> None:
    assert next(fields(b"A: b\r\n", start=100)).span == Span(100, 106)


def test_a_header_that_begins_with_a_blank_line_is_empty() -> None:
    assert list(fields(b"\r\nBcc: not a field\r\n")) == []


def test_the_body_begins_behind_the_first_blank_line() -> None:
    assert HEADER[header_end(HEADER) :] == b"body: x\r\n"
    assert header_end(b"A: b\n\nbody") == 6
    assert header_end(b"\r\nbody") == 2
    assert header_end(b"A: b\r\nno end") == 12


def test_a_folded_value_becomes_one_line() -> None:
    assert unfolded(b" one\r\n two\n\tthree\r\n") == b"one two\tthree"


@given(header_like)
def test_the_ranges_tile_the_header_exactly(octets: bytes) -> None:
    found = list(fields(octets))
    position = 0
    for field in found:
        assert field.span.start == position
        assert field.span.length > 0
        position = field.span.end
    rest = octets[position:]
    assert rest in (b"", b"\r") or rest.startswith((b"\n", b"\r\n"))


@given(header_like)
def test_the_end_of_the_header_is_where_its_fields_end(octets: bytes) -> None:
    end = max((f.span.end for f in fields(octets)), default=0)
    assert header_end(octets) - end in (0, 1, 2)
