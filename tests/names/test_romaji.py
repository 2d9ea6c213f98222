"""All ways to write one reading in Latin letters are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.names.romaji import fold


@pytest.mark.parametrize(
    "spellings",
    [
        "Otani Ohtani Ootani Ōtani Ôtani OTANI",
        "Shoji Syoji Shouji Syozi Shohji",
        "Honma Homma",
        "Jun Zyun",
        "Junichi Jun-ichi Jun'ichi Zyuniti",
        "Chiba Tiba",
        "Tsuchiya Tutiya",
        "Fujita Huzita",
        "Hattori Hatori",
        "Kudo Kudoh Kudou",
        "Yuki Yuuki Yūki",
        "Ryohei Ryouhei",
        "Ichinose Itinose",
        "Hatchobori Hacchobori",
    ],
)
def test_spellings_of_one_reading_are_equal(spellings: str) -> None:
    assert len({fold(spelling) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sato", "Saito"), ("Kato", "Kondo"), ("Ono", "Oda"), ("Sohara", "Soara"), ("Iida", "Ida")],
)
def test_different_readings_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_what_is_folded_has_letters_only_and_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert not set(folded) - set("abcdefghijklmnopqrstuvwxyz")
    assert fold(folded) == folded
