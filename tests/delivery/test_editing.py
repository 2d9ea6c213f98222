"""Edits apply the same whatever the blocks are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.delivery.editing import Editor, EditsError, edited_length
from mailguard.domain.mail import Edit, Span


@st.composite
def edited_messages(draw: st.DrawFn) -> tuple[bytes, tuple[Edit, ...], list[bytes]]:
    """A message, sorted edits of it, and its blocks."""
    message = draw(st.binary(max_size=60))
    points = st.lists(st.integers(0, len(message)), max_size=8).map(sorted)
    marks = draw(points)
    spans = [Span(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    edits = tuple(Edit(span, draw(st.binary(max_size=9))) for span in spans)
    cuts = [0, *draw(points), len(message)]
    return message, edits, [message[a:b] for a, b in pairwise(cuts)]


def edited(message: bytes, edits: tuple[Edit, ...]) -> bytes:
    """The obvious way, with everything in memory."""
    for edit in reversed(edits):
        message = message[: edit.span.start] + edit.data + message[edit.span.end :]
    return message


@given(edited_messages())
def test_blocks_do_not_matter(case: tuple[bytes, tuple[Edit, ...], list[bytes]]) -> None:
    message, edits, blocks = case
    editor = Editor(edits)
    result = b"".join([*map(editor.feed, blocks), editor.finish()])
    assert result == edited(message, edits)
    assert len(result) == edited_length(len(message), edits)


def test_something_can_be_put_before_the_first_and_after_the_last_octet() -> None:
    editor = Editor((Edit(Span(0, 0), b"<"), Edit(Span(3, 3), b">")))
    assert editor.feed(b"abc") + editor.finish() == b"<abc>"


@pytest.mark.parametrize(
    "spans",
    [[(2, 1)], [(0, 11)], [(11, 11)], [(3, 5), (4, 6)], [(5, 6), (1, 2)], [(-1, 2)]],
    ids=["backwards", "beyond", "after the end", "overlapping", "unsorted", "before the start"],
)
def test_edits_that_do_not_fit_are_refused(spans: list[tuple[int, int]]) -> None:
    edits = [Edit(Span(*span), b"") for span in spans]
    with pytest.raises(EditsError):
        edited_length(10, edits)
