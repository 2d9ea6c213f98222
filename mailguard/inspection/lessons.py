"""What mails taught when they were looked through, until they have left."""

from __future__ import annotations

import msgspec

from mailguard.domain.lesson import Lesson

ROOM = 4 << 20
"""Octets that lessons may take: those of some ten thousand mails. The oldest make room."""

_encode = msgspec.msgpack.Encoder().encode
_lesson_of = msgspec.msgpack.Decoder(Lesson).decode


def packed(lesson: Lesson) -> bytes:
    """A lesson as it is kept, in a tenth of the memory."""
    return _encode(lesson)


class Lessons:
    """Packed lessons by entry. Most mails leave; what the others taught goes in its time."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: dict[str, bytes] = {}

    def keep(self, entry_id: str, lesson: bytes) -> None:
        """Keep a packed lesson; b"" is none."""
        self._let_go(entry_id)
        self._kept[entry_id] = lesson
        self._room -= len(lesson)
        while self._room < 0:
            self._let_go(next(iter(self._kept)))

    def take(self, entry_id: str) -> Lesson | None:
        """The lesson, which is kept no longer; None: there is none, or it made room."""
        lesson = self._let_go(entry_id)
        return _lesson_of(lesson) if lesson else None

    def _let_go(self, entry_id: str) -> bytes:
        lesson = self._kept.pop(entry_id, b"")
        self._room += len(lesson)
        return lesson
