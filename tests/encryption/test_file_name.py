"""Names of files that every system can write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.encryption.file_name import distinct, safe_name, with_ending


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("御見積書（最終）.xlsx", "御見積書（最終）.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\a.txt", "C__Windows_a.txt"),
        ("con.txt", "_con.txt"),
        ("COM1", "_COM1"),
        ("aux.tar.gz", "_aux.tar.gz"),
        (" .hidden. ", "hidden"),
        ("a\u202excod.exe", "a_xcod.exe"),
        ("", "_"),
        ("...", "_"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ("か\u3099.txt", "が.txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=200) | st.text("./\\: conCON1あ", max_size=30))
def test_no_name_leads_elsewhere(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', safe)
    assert safe == safe.strip(" .")
    assert len(safe.encode()) <= 255
    assert safe.partition(".")[0].lower() not in {"con", "nul", "aux", "prn", "com1"}
    assert safe_name(safe) == safe


def test_no_two_names_are_the_same() -> None:
    assert distinct("A.txt", ["a.TXT", "a (2).txt"]) == "A (3).txt"
    assert distinct("A.txt", []) == "A.txt"


def test_an_ending_takes_the_place_of_the_old_one() -> None:
    assert with_ending("a.b.pdf", "zip") == "a.b.zip"
    assert with_ending("読む", "zip") == "読む.zip"
