"""Editing a message while it streams: the octets of some ranges give way to others."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from mailguard.domain.mail import Edit


class EditsError(ValueError):
    """The edits are not sorted, overlap, or reach beyond the message."""


def edited_length(length: int, edits: Sequence[Edit]) -> int:
    """How long a message of `length` octets is after `edits`. Raises EditsError."""
    position, edited = 0, length
    for edit in edits:
        if not position <= edit.span.start <= edit.span.end <= length:
            raise EditsError(f"{edit.span} after octet {position} of {length}")
        position = edit.span.end
        edited += len(edit.data) - edit.span.length
    return edited


class Editor:
    """Applies edits to a message that comes in blocks of any size, none of them kept."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = deque(edits)
        self._position = 0  # of the next block's first octet
        self._kept_from = 0  # octets before this one have left, or gave way

    def feed(self, block: bytes) -> bytes:
        """What becomes of the next octets of the message."""
        if not self._edits and self._kept_from <= self._position:
            return block
        return self._edit(block)

    def finish(self) -> bytes:
        """What is added after the last octet."""
        return b"".join(edit.data for edit in self._edits)

    def _edit(self, block: bytes) -> bytes:
        start, end = self._position, self._position + len(block)
        parts = []
        while self._edits and self._edits[0].span.start < end:
            edit = self._edits.popleft()
            parts += [block[max(self._kept_from - start, 0) : edit.span.start - start], edit.data]
            self._kept_from = edit.span.end
        parts.append(block[max(self._kept_from - start, 0) :])
        self._position = end
        return b"".join(parts)
