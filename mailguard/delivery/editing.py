"""Editing a message while it streams: the octets of some ranges give way to others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from mailguard.domain.mail import Edit, Source


def _no_files(source: Source) -> Iterator[bytes]:
    raise ValueError(f"nobody reads {source.path}")


class EditsError(ValueError):
    """The edits are not sorted, overlap, or reach beyond the message."""


def edited_length(length: int, edits: Sequence[Edit]) -> int:
    """How long a message of `length` octets is after `edits`. Raises EditsError."""
    position, edited = 0, length
    for edit in edits:
        if not position <= edit.span.start <= edit.span.end <= length:
            raise EditsError(f"{edit.span} after octet {position} of {length}")
        position = edit.span.end
        edited += edit.length - edit.span.length
    return edited


class Editor:
    """Applies edits to a message that comes in blocks of any size, none of them kept."""

    def __init__(
        self, edits: Sequence[Edit], read: Callable[[Source], Iterator[bytes]] = _no_files
    ) -> None:
        """`read` gives the octets of an edit that lie in a file."""
        self._edits = deque(edits)
        self._read = read
        self._position = 0  # of the next block's first octet
        self._kept_from = 0  # octets before this one have left, or gave way

    def feed(self, block: bytes) -> Iterator[bytes]:
        """What becomes of the next octets of the message, piece by piece."""
        if not self._edits and self._kept_from <= self._position:
            return iter((block,))
        return self._edit(block)

    def finish(self) -> Iterator[bytes]:
        """What is added after the last octet."""
        for edit in self._edits:
            yield from self._new(edit)

    def _edit(self, block: bytes) -> Iterator[bytes]:
        start, end = self._position, self._position + len(block)
        while self._edits and self._edits[0].span.start < end:
            edit = self._edits.popleft()
            yield block[max(self._kept_from - start, 0) : edit.span.start - start]
            yield from self._new(edit)
            self._kept_from = edit.span.end
        yield block[max(self._kept_from - start, 0) :]
        self._position = end

    def _new(self, edit: Edit) -> Iterator[bytes]:
        return iter((edit.data,)) if edit.file is None else self._read(edit.file)
