"""Edits on edits: the same octets as one after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.domain.mail import Edit, Source, Span
from mailguard.message.edits import OverlapError, applied, composed, in_order

FILE = Source("results", 0, 5, b"")


@st.composite
def edits(draw: st.DrawFn, length: int) -> tuple[Edit, ...]:
    places = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return tuple(Edit(Span(a, b), draw(st.binary(max_size=4))) for a, b in pairs)


@given(st.data(), st.binary(max_size=30))
def test_composed_edits_do_what_one_after_the_other_does(
    data: st.DataObject, octets: bytes
) -> None:
    first = data.draw(edits(len(octets)))
    between = applied(octets, first)
    second = data.draw(edits(len(between)))
    both = composed(first, second)
    assert applied(octets, both) == applied(between, second)
    assert in_order(both) == both or any(e.span.length == 0 for e in both)


def test_a_file_goes_along() -> None:
    first = (Edit(Span(4, 6), file=FILE),)
    assert composed(first, (Edit(Span(0, 1), b"xy"),)) == (Edit(Span(0, 1), b"xy"), *first)
    assert composed(first, (Edit(Span(9, 10)),)) == (Edit(Span(4, 7), file=FILE),)
    assert composed(first, (Edit(Span(10, 11)),)) == (*first, Edit(Span(7, 8)))
    replaced = composed(first, (Edit(Span(3, 9), b"z"),))
    assert replaced == (Edit(Span(3, 6), b"z"),)


def test_a_file_and_octets_can_meet() -> None:
    first = (Edit(Span(4, 6), file=FILE),)
    both = composed(first, (Edit(Span(3, 4), b"a"), Edit(Span(9, 10), b"b")))
    assert both == (Edit(Span(3, 3), b"a"), Edit(Span(3, 3), file=FILE), Edit(Span(3, 7), b"b"))


def test_within_a_file_nothing_is_edited() -> None:
    with pytest.raises(OverlapError):
        composed((Edit(Span(0, 0), file=FILE),), (Edit(Span(2, 3), b"x"),))


def test_of_two_edits_of_one_place_the_wider_counts_and_others_must_not_overlap() -> None:
    wide, narrow = Edit(Span(2, 9), b"x"), Edit(Span(3, 4))
    assert in_order([narrow, wide]) == (wide,)
    with pytest.raises(OverlapError):
        in_order([Edit(Span(2, 5)), Edit(Span(4, 9))])
