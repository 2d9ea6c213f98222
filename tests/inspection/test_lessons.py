"""Lessons are kept until they are asked for, and make room for newer ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailguard.domain.lesson import Lesson, Party
from mailguard.inspection.lessons import Lessons, packed

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def a_lesson(number: int = 0) -> Lesson:
    to = (Party(f"p{number:03}@acme.example", "acme.example", "花子"),)
    return Lesson(is_sent=True, at=NOW, to=to, message=number)


def test_a_lesson_is_taken_once() -> None:
    lessons = Lessons()
    lessons.keep("m1", packed(a_lesson()))
    assert lessons.take("m1") == a_lesson()
    assert lessons.take("m1") is None


def test_a_mail_that_taught_nothing_has_none() -> None:
    lessons = Lessons()
    lessons.keep("m1", b"")
    assert lessons.take("m1") is None


def test_the_last_lesson_of_a_mail_counts() -> None:
    lessons = Lessons()
    lessons.keep("m1", packed(a_lesson(1)))
    lessons.keep("m1", packed(a_lesson(2)))
    assert lessons.take("m1") == a_lesson(2)


@pytest.mark.parametrize("taken", [False, True])
def test_the_oldest_make_room_for_the_newest(*, taken: bool) -> None:
    size = len(packed(a_lesson()))
    lessons = Lessons(room=3 * size)
    for number in range(3):
        lessons.keep(f"m{number}", packed(a_lesson(number)))
    if taken:
        lessons.take("m1")
    lessons.keep("m3", packed(a_lesson(3)))
    kept = [number for number in range(4) if lessons.take(f"m{number}")]
    assert kept == ([0, 2, 3] if taken else [1, 2, 3])


def test_one_without_any_room_is_not_kept() -> None:
    lessons = Lessons(room=10)
    lessons.keep("m1", packed(a_lesson()))
    assert lessons.take("m1") is None
    lessons.keep("m2", b"")
    assert lessons.take("m2") is None
