"""A text in full compatibility form (NFKC) that remembers where each character stood."""

from __future__ import annotations

import unicodedata

import msgspec


class Folded(msgspec.Struct, frozen=True):
    """The folded text, and for each of its characters where its origin begins and ends."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original the folded characters `start` to `end` (not empty) stand."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, offset: int = 0) -> Folded:
    """`text`, which begins at `offset` of its original, folded: ㈱ → (株), ﾀﾞ → ダ."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFKC", text[start:end])
        folded.append(piece)
        starts.extend([offset + start] * len(piece))
        ends.extend([offset + end] * len(piece))
    return Folded("".join(folded), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the marks behind it that join it (か and ゛)."""
    starts = [
        position
        for position, character in enumerate(text)
        if not position or not (unicodedata.combining(character) or character in "ﾞﾟ")
    ]
    return list(zip(starts, [*starts, len(text)][1:], strict=True))
