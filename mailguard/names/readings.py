"""How Japanese names are read: a table of surnames and one of given names, from SudachiDict."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec


class Table(msgspec.Struct, frozen=True):
    """Names in kanji (ordinary forms, see `kanji.plain`) and their readings in folded romaji."""

    by_name: dict[str, tuple[str, ...]]
    readings: frozenset[str]

    def of(self, name: str) -> tuple[str, ...]:
        """How `name` is read; empty: not in the table."""
        return self.by_name.get(name, ())


@cache
def surnames() -> Table:
    """Some 14,000 surnames; read from the package on first use (30 ms)."""
    return _table("surnames.txt")


@cache
def given_names() -> Table:
    """Some 16,000 given names; read from the package on first use (30 ms)."""
    return _table("given.txt")


@cache
def common_readings() -> frozenset[str]:
    """How the surnames are read that most people have."""
    return frozenset(_text("common.txt").split())


def load_tables() -> None:
    """Read all of them now, and not when the first name is asked about."""
    surnames()
    given_names()
    common_readings()


def _text(name: str) -> str:
    return resources.files("resources").joinpath("names", name).read_text("utf-8")


def _table(name: str) -> Table:
    by_name: dict[str, tuple[str, ...]] = {}
    readings = []
    for line in _text(name).splitlines():
        reading, *names = line.split(" ")
        readings.append(reading)
        for kanji in names:
            by_name[kanji] = (*by_name.get(kanji, ()), reading)
    return Table(by_name, frozenset(readings))
