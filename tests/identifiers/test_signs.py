"""Signs in a text."""

from __future__ import annotations

from mailguard.identifiers.signs import has_any


def test_a_sign_is_found_without_case_and_width() -> None:
    assert has_any("The ＰＡＳＳＷＯＲＤ is", ("password",))
    assert has_any("パスワードは", ("zip", "パスワード"))


def test_without_one_there_is_none() -> None:
    assert not has_any("Hello", ("password", "パスワード"))
    assert not has_any("Hello", ())
