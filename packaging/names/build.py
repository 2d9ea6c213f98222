"""Builds resources/names from SudachiDict, whenever its readings are to be renewed.

In a virtual environment of its own (the product needs none of this):

    pip install sudachipy sudachidict_core
    PYTHONPATH=. python packaging/names/build.py

A line of each table is a reading, folded as `mailguard.names.romaji.fold` does, and every name
that is read so. The dictionary begins with its common words; only names among those are kept,
with all their readings in the whole dictionary, those of further.txt, and the voiced and
unvoiced forms of endings that families choose by themselves (Yamasaki, Yamazaki).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sudachipy import Dictionary

from mailguard.names.kana import romaji
from mailguard.names.kanji import is_kanji, plain
from mailguard.names.romaji import fold

COMMON = 765_000  # entries that the small edition of the dictionary has too; they come first
EVERYDAY = b"\x98\x9f"  # where the rarer kanji of JIS X 0208 (its second level) begin

HERE = Path(__file__).parent
TABLES = HERE.parent.parent / "resources" / "names"

Readings = dict[str, set[str]]

_LONG_O_BEFORE_VOWEL = re.compile(r"\Ao[ou](?=[aiue])")
_ENDINGS = {
    "崎": ("saki", "zaki"),
    "島": ("sima", "zima"),
    "川": ("kawa", "gawa"),
    "沢": ("sawa", "zawa"),
    "塚": ("tuka", "zuka"),
    "口": ("kuti", "guti"),
    "坂": ("saka", "zaka"),
}


def spellings(kana: str) -> Iterator[str]:
    """The folded romaji of a reading: オオイシ → oisi, and ohisi as some write it."""
    read = romaji(kana)
    yield fold(read)
    if _LONG_O_BEFORE_VOWEL.match(read):
        yield fold(_LONG_O_BEFORE_VOWEL.sub("oh", read))


def voiced(name: str, reading: str) -> Iterator[str]:
    """The reading with the other form of its ending."""
    for one, other in (pair for pair in (_ENDINGS.get(name[-1]),) if pair):
        if reading.endswith(one) and len(name) > 1:
            yield reading.removesuffix(one) + other
        elif reading.endswith(other) and len(name) > 1:
            yield reading.removesuffix(other) + one


def dictionary() -> tuple[Readings, Readings]:
    """Surnames and given names with their readings."""
    names: dict[str, Readings] = {"姓": defaultdict(set), "名": defaultdict(set)}
    common: dict[str, set[str]] = {"姓": set(), "名": set()}
    for position, entry in enumerate(Dictionary(dict="core").entries()):
        kind = entry.part_of_speech()[2:4]
        name = plain(entry.surface())
        if kind[0] != "人名" or kind[1] not in names or not is_kanji(name):
            continue
        if position < COMMON:
            common[kind[1]].add(name)
        elif kind[1] == "名":
            continue
        names[kind[1]][name].update(spellings(entry.reading_form()))
    for kind_, table in names.items():
        for rare in table.keys() - common[kind_]:
            del table[rare]
    return names["姓"], names["名"]


def further(surnames: Readings) -> None:
    """Add what the dictionary lacks."""
    for line in (HERE / "further.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, *readings = line.split()
            surnames[plain(name)].update(map(fold, readings))
    for name, known in surnames.items():
        known.update([other for reading in known for other in voiced(name, reading)])


def everyday(name: str) -> bool:
    """Whether a given name is short, and of kanji that people use today."""
    encoded = (character.encode("cp932", "replace") for character in name)
    everyday_kanji = all(b"\x80" < octets < EVERYDAY for octets in encoded)
    return len(name) == 1 or (len(name) == 2 and everyday_kanji)


def write_common(path: Path) -> None:
    """The readings of the surnames of further.txt, which most people have."""
    lines = [
        line for line in (HERE / "further.txt").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    readings = {fold(reading) for line in lines for reading in line.split()[1:]}
    path.write_text("".join(f"{reading}\n" for reading in sorted(readings)), "utf-8", newline="\n")


def write(path: Path, names: Readings, at_least: int = 1) -> None:
    """One line a reading that `at_least` so many names share."""
    by_reading: dict[str, list[str]] = defaultdict(list)
    for name, readings in sorted(names.items()):
        for reading in readings:
            by_reading[reading].append(name)
    shared = (item for item in sorted(by_reading.items()) if len(item[1]) >= at_least)
    lines = (f"{reading} {' '.join(found)}\n" for reading, found in shared)
    path.write_text("".join(lines), "utf-8", newline="\n")


def main() -> None:
    """Write both tables."""
    surnames, given = dictionary()
    further(surnames)
    TABLES.mkdir(exist_ok=True)
    write(TABLES / "surnames.txt", surnames)
    write_common(TABLES / "common.txt")
    write(TABLES / "given.txt", {n: r for n, r in given.items() if everyday(n)}, at_least=2)


if __name__ == "__main__":
    main()
