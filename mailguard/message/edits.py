"""Edits of a message put together: those of one change, and then those of the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mailguard.domain.mail import Edit, Span

_END = 1 << 62  # beyond every message


class OverlapError(ValueError):
    """Two edits concern the same octets, and neither contains the other."""


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits by their places; one within what another replaces is needless.

    Raises OverlapError.
    """
    ordered: list[Edit] = []
    # what is put in before a span stands in front of it
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.length > 0, -e.span.end)):
        before = ordered[-1].span if ordered else None
        if before is None or edit.span.start >= before.end:
            ordered.append(edit)
        elif edit.span.end > before.end:
            raise OverlapError(f"{before} and {edit.span}")
    return tuple(ordered)


def applied(octets: bytes, edits: Iterable[Edit]) -> bytes:
    """`octets` with these edits, which are in order and bring no file."""
    pieces: list[bytes] = []
    position = 0
    for edit in edits:
        pieces += [octets[position : edit.span.start], edit.data]
        position = edit.span.end
    return b"".join([*pieces, octets[position:]])


def composed(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that do what `first` does, and then `second` to the result of it.

    Both are in order. What `first` takes from a file is never edited again.
    Raises OverlapError where `second` asks for it.
    """
    rope = _Rope(first)
    pieces: list[Span | Edit] = []
    for edit in second:
        pieces += rope.taken(edit.span.start)
        rope.taken(edit.span.end)
        pieces.append(edit)
    return tuple(_edits([*pieces, *rope.taken(_END)]))


class _Rope:
    """An edited message, consumed from its start: spans of the original, and what came in."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._pieces: list[Span | Edit] = []
        self._position = 0  # in the edited message
        position = 0
        for edit in edits:
            self._pieces += [Span(position, edit.span.start), edit]
            position = edit.span.end
        self._pieces.append(Span(position, 2 * _END))
        self._pieces.reverse()

    def taken(self, end: int) -> list[Span | Edit]:
        """The pieces from here to octet `end` of the edited message."""
        found: list[Span | Edit] = []
        while self._position < end:
            piece = self._pieces.pop()
            left = end - self._position
            if piece.length > left:
                piece, rest = _split(piece, left)
                self._pieces.append(rest)
            self._position += piece.length
            found.append(piece)
        return found


def _split(piece: Span | Edit, at: int) -> tuple[Span | Edit, Span | Edit]:
    if isinstance(piece, Span):
        middle = piece.start + at
        return Span(piece.start, middle), Span(middle, piece.end)
    if piece.file is not None:
        raise OverlapError(f"within {piece.span}")
    return Edit(piece.span, piece.data[:at]), Edit(piece.span, piece.data[at:])


def _edits(pieces: Sequence[Span | Edit]) -> Iterator[Edit]:
    """What lies between the spans of the original, as edits."""
    position = 0
    brought: list[Edit] = []
    for piece in pieces:
        if isinstance(piece, Edit):
            brought.append(piece)
        elif piece.length:
            yield from _gap(Span(position, piece.start), brought)
            position, brought = piece.end, []
    if brought:
        yield from _gap(Span(position, position), brought)


def _gap(gap: Span, brought: Sequence[Edit]) -> Iterator[Edit]:
    """What is put in the place of `gap`: octets that meet are one edit, a file is always one."""
    put: list[Edit] = []
    for each in brought:
        if each.file is None and put and put[-1].file is None:
            put[-1] = Edit(gap, put[-1].data + each.data)
        elif each.length:
            put.append(Edit(gap, each.data, each.file))
    if not put and gap.length:
        yield Edit(gap)
    for number, each in enumerate(put, 1):
        span = gap if number == len(put) else Span(gap.start, gap.start)
        yield Edit(span, each.data, each.file)
