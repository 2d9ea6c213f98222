"""Times as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ui.wording import times

TOKYO = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (0.2, "1 s"),
        (60, "60 s"),
        (80, "80 s"),
        (120, "2 min"),
        (150, "2 min 30 s"),
        (7200, "2 h"),
    ],
)
def test_a_span(seconds: float, words: str) -> None:
    assert times.span(seconds) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "today"),
        (timedelta(hours=11), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=21), "3 weeks ago"),
        (timedelta(days=150), "5 months ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_how_long_ago(ago: timedelta, words: str) -> None:
    assert times.ago((NOW - ago).astimezone(UTC), NOW) == words


def test_a_clock_that_was_set_back_makes_no_future() -> None:
    assert times.ago(NOW + timedelta(days=2), NOW) == "today"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 24, 0, 5, tzinfo=UTC), "9:05"),
        (datetime(2026, 11, 3, 5, 5, tzinfo=UTC), "11/3 14:05"),
        (datetime(2025, 1, 3, 5, 5, tzinfo=UTC), "2025-01-03 14:05"),
    ],
)
def test_a_moment_is_told_where_the_user_is(at: datetime, words: str) -> None:
    assert times.moment(at, NOW) == words


@pytest.mark.usefixtures("japanese")
def test_in_japanese() -> None:
    assert times.span(150) == "2分30秒"
    assert times.ago(NOW - timedelta(days=3), NOW) == "3日前"
    assert times.moment(datetime(2026, 11, 3, 5, 5, tzinfo=UTC), NOW) == "11月3日 14:05"
