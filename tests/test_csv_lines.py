"""Lines of CSV, however people save it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.csv_lines import Line, lines_in

TEXT = '会社名,ドメイン\r\n\r\n"株式会社アクメ, 東京", acme.example \n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_the_filled_lines_with_their_numbers(encoding: str) -> None:
    assert list(lines_in(TEXT.encode(encoding))) == [
        Line(1, ("会社名", "ドメイン")),
        Line(3, ("株式会社アクメ, 東京", "acme.example")),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_as_any_system_ends_it(end: str) -> None:
    assert [line.number for line in lines_in(f"a{end}{end}b{end}".encode())] == [1, 3]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'"Acme,acme.example', "quotation mark"),
        (b'"Acme" Ltd,acme.example', "quotation mark"),
        (b"Acm\xff,acme.example", "some letters cannot be read"),
        (b"Acm\x81 ,acme.example", "some letters cannot be read"),
    ],
)
def test_a_line_that_cannot_be_read_spoils_no_other(line: bytes, words: str) -> None:
    first, second, third = lines_in(b"a,b\n" + line + b"\nc,d")
    assert (first.cells, third.cells) == (("a", "b"), ("c", "d"))
    assert (second.number, second.cells) == (2, ())
    assert words in second.problem


def test_a_cell_may_go_on_over_several_lines() -> None:
    assert list(lines_in(b'a,"two\nlines"\nb\n')) == [Line(1, ("a", "two\nlines")), Line(3, ("b",))]


def test_a_quotation_mark_that_never_ends_spoils_its_line_alone() -> None:
    found = list(lines_in(b'a,"b\n' + b"c,d\n" * 100))
    assert [bool(line.problem) for line in found] == [True] + [False] * 100


@given(st.binary(max_size=200))
def test_whatever_lies_there_is_read_line_by_line(octets: bytes) -> None:
    *_others, last = lines_in(b"x" + octets + b"\nBeta,beta.example\n")
    assert last.cells == ("Beta", "beta.example")
