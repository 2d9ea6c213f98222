"""Columns line up, times are local, and nothing from outside rules the terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.cli.output import fit, local, print_table, width


@given(st.text(st.characters()), st.integers(1, 60))
def test_a_text_fits_and_is_on_one_line(text: str, columns: int) -> None:
    fitted = fit(text, columns)
    assert width(fitted) <= columns
    assert not any(letter in fitted for letter in "\x1b\r\n\x07\u202e\u2028")


def test_wide_letters_take_two_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("件名", "x"), ("to", "y"), ("cafe\u0301", "z")])
    assert capsys.readouterr().out == "件名  x\nto    y\ncafe\u0301  z\n"


def test_a_time_of_today_needs_no_day() -> None:
    now = datetime.now(UTC)
    assert local(now) == f"{now.astimezone():%H:%M:%S}"
    earlier = now - timedelta(days=40)
    assert local(earlier) == f"{earlier.astimezone():%Y-%m-%d %H:%M}"
    assert local(None) == ""
