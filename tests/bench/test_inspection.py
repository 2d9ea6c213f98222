"""The tables say how long mails took to be looked through, and what was reached."""

from tests.bench.inspection import (
    DOCUMENTS,
    LARGE,
    PLAIN,
    kind_goals,
    kinds_table,
    words_goal,
    words_table,
)


def test_a_row_says_how_long_a_kind_of_mail_took() -> None:
    table = kinds_table({PLAIN: [0.002] * 19 + [0.5], LARGE: [1.0]})
    assert table.splitlines()[2:] == [
        f"| {PLAIN} | 20 | 2.0 | 2.0 | 500.0 |",
        f"| {LARGE} | 1 | 1000.0 | 1000.0 | 1000.0 |",
    ]


def test_each_kind_has_its_limit() -> None:
    goals = [*kind_goals({PLAIN: [0.06], DOCUMENTS: [0.06], LARGE: [5.1]})]
    assert [goal.partition(":")[0] for goal in goals] == ["missed", "reached", "missed"]
    assert goals[0] == f"missed: {PLAIN}: p95 60 ms (at most 50)"


def test_more_words_may_take_a_fifth_more() -> None:
    few, many = [0.010] * 3, [0.011] * 3
    assert words_table({10: few, 5000: many}).endswith("| 5,000 | 11.0 | 11.0 | 11.0 |")
    assert words_goal({10: few, 5000: many}).startswith(
        "reached: 5,000 words instead of 10 take 10%"
    )
    assert words_goal({10: few, 5000: [0.013] * 3}).startswith("missed")
