"""Edits apply the same whatever the blocks are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.delivery.editing import Editor, EditsError, edited_length
from mailguard.domain.mail import Edit, Source, Span


def in_memory(span: Span, octets: bytes) -> Edit:
    return Edit(span, octets)


def in_a_file(span: Span, octets: bytes) -> Edit:
    """The octets stand where a file's hash would."""
    return Edit(span, file=Source("", 0, len(octets), octets))


WAYS = (in_memory, in_a_file)


def read(source: Source) -> Iterator[bytes]:
    """Octet by octet."""
    return (bytes((octet,)) for octet in source.sha256)


@st.composite
def edited_messages(draw: st.DrawFn) -> tuple[bytes, tuple[Edit, ...], list[bytes]]:
    """A message, sorted edits of it, and its blocks."""
    message = draw(st.binary(max_size=60))
    points = st.lists(st.integers(0, len(message)), max_size=8).map(sorted)
    marks = draw(points)
    spans = [Span(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    edits = tuple(draw(st.sampled_from(WAYS))(span, draw(st.binary(max_size=9))) for span in spans)
    cuts = [0, *draw(points), len(message)]
    return message, edits, [message[a:b] for a, b in pairwise(cuts)]


def edited(message: bytes, edits: tuple[Edit, ...]) -> bytes:
    """The obvious way, with everything in memory."""
    for edit in reversed(edits):
        new = edit.data if edit.file is None else edit.file.sha256
        message = message[: edit.span.start] + new + message[edit.span.end :]
    return message


@given(edited_messages())
def test_blocks_do_not_matter(case: tuple[bytes, tuple[Edit, ...], list[bytes]]) -> None:
    message, edits, blocks = case
    editor = Editor(edits, read)
    result = b"".join(piece for block in blocks for piece in editor.feed(block))
    result += b"".join(editor.finish())
    assert result == edited(message, edits)
    assert len(result) == edited_length(len(message), edits)


def test_something_can_be_put_before_the_first_and_after_the_last_octet() -> None:
    editor = Editor((Edit(Span(0, 0), b"<"), Edit(Span(3, 3), b">")))
    assert b"".join([*editor.feed(b"abc"), *editor.finish()]) == b"<abc>"


@pytest.mark.parametrize(
    "spans",
    [[(2, 1)], [(0, 11)], [(11, 11)], [(3, 5), (4, 6)], [(5, 6), (1, 2)], [(-1, 2)]],
    ids=["backwards", "beyond", "after the end", "overlapping", "unsorted", "before the start"],
)
def test_edits_that_do_not_fit_are_refused(spans: list[tuple[int, int]]) -> None:
    edits = [Edit(Span(*span), b"") for span in spans]
    with pytest.raises(EditsError):
        edited_length(10, edits)
