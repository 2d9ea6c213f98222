"""A file's name is shown without its path and without tricks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.content.name import NAME_LIMIT, shown_name


@pytest.mark.parametrize(
    ("came", "is_shown"),
    [
        ("見積書.xlsx", "見積書.xlsx"),
        ("../../../etc/cron.d/x", "x"),
        ("C:\\Users\\taro\\plan.docx", "plan.docx"),
        ("invoice\u202efdp.exe", "invoice[U+202E]fdp.exe"),
        ("plan\x00.pdf", "plan .pdf"),
        ("line\r\nbreak.pdf", "line break.pdf"),
        ("zero\u200bwidth.pdf", "zero[U+200B]width.pdf"),
        ("..", ""),
        ("a/", ""),
        ("", ""),
        ("x" * 300 + ".pdf", "x" * 214 + "…" + "x" * 36 + ".pdf"),
    ],
)
def test_a_name_is_shown_as_what_it_is(came: str, is_shown: str) -> None:
    assert shown_name(came) == is_shown


@given(st.text())
def test_a_shown_name_is_one_printable_line_without_a_path(came: str) -> None:
    name = shown_name(came)
    assert len(name) <= NAME_LIMIT
    assert not set(name) & set("/\\\r\n\0\u202e\u2066")
