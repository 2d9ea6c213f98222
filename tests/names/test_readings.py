"""The tables of names are there, with all readings, and are read quickly."""

from __future__ import annotations

from importlib import resources

import pytest

from mailguard.names.readings import common_readings, given_names, surnames
from mailguard.names.romaji import fold


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("田中", "tanaka"),
        ("大谷", "otani oya"),
        ("小山", "koyama oyama"),
        ("菅", "kan suga"),
        ("東海林", "shoji tokairin"),
        ("中島", "nakajima nakashima"),
        ("山崎", "yamazaki yamasaki"),
        ("河野", "kono kawano"),
        ("新井", "arai"),
        ("荒井", "arai"),
        ("茂木", "mogi motegi"),
        ("大石", "oishi ohishi"),
    ],
)
def test_a_surname_has_all_its_readings(name: str, readings: str) -> None:
    assert {fold(reading) for reading in readings.split()} <= set(surnames().of(name))


def test_there_are_more_than_ten_thousand_surnames_in_a_small_file() -> None:
    assert len(surnames().by_name) > 10_000
    folder = resources.files("resources").joinpath("names")
    assert sum(len(f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".txt")) < 400_000


def test_given_names_are_there() -> None:
    assert "taro" in given_names().of("太郎")
    assert "hanako" in given_names().of("花子")


def test_what_most_people_are_called_is_common() -> None:
    assert {fold("tanaka"), fold("suzuki"), fold("shoji")} <= common_readings()
    assert "akume" not in common_readings()


def test_a_name_that_is_in_no_table_has_no_reading() -> None:
    assert surnames().of("亜久目商事") == ()


def test_readings_are_folded() -> None:
    assert all(reading == fold(reading) for reading in surnames().readings)
