"""Short forms of English given names."""

from __future__ import annotations

from mailguard.names.nicknames import canonical, is_given


def test_a_short_form_is_of_its_long_ones() -> None:
    assert canonical("Bob") == {"robert"}
    assert canonical("Chris") == {"christopher", "christina"}


def test_a_name_without_a_long_form_is_itself() -> None:
    assert canonical("Mary") == {"mary"}


def test_given_names_are_told_from_others() -> None:
    assert is_given("john")
    assert is_given("Liz")
    assert not is_given("Smith")
