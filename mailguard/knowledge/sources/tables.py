"""Address books as CSV: Thunderbird, Outlook, Google, Sansan, Eight, and what looks like them.

Columns are told by their headings, Japanese or English; a file without such headings is none.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from mailguard.knowledge.sources.people import BookEntry, entry_of, whole_name
from mailguard.message.charset import decoded


class Column(StrEnum):
    """What a column holds."""

    ADDRESS = "address"
    NAME = "name"
    FAMILY = "family name"
    GIVEN = "given name"
    FAMILY_SOUND = "family name, as it sounds"
    GIVEN_SOUND = "given name, as it sounds"
    COMPANY = "company"


_SOUND = r"(?:の?(?:フリガナ|ふりがな|よみ|読み)|\((?:フリガナ|ふりがな|カナ|かな)\)|カナ)"
# Headings without spaces, in plain lower case. Outlook's "E-mail Type" is no address.
_HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.ADDRESS: (
        r"(?:[\w.-]*-)?(?:primary|secondary|other|home|work)?e-?mail(?:address)?\d?(?:address)?",
        r"e-?mail\d-(?:value|address)", r"mail", r"\w*メール\d?アドレス\d?(?:\(.*\))?",
        r"e-?mailアドレス\d?", r"(?:電子)?メール\d?",
    ),
    Column.NAME: (
        r"(?:display|full|nick)?name", r"表示名", r"氏名", r"姓名", r"お?名前", r"フルネーム",
        r"ニックネーム",
    ),
    Column.FAMILY: (r"(?:last|family|sur)name", r"姓"),
    Column.GIVEN: (r"(?:first|given)name", r"名"),
    Column.FAMILY_SOUND: (
        r"(?:last|family)name(?:yomi|phonetic)", r"(?:phonetic|yomi)(?:last|family)name",
        rf"姓{_SOUND}",
    ),
    Column.GIVEN_SOUND: (
        r"(?:first|given)name(?:yomi|phonetic)", r"(?:phonetic|yomi)(?:first|given)name",
        rf"名{_SOUND}",
    ),
    Column.COMPANY: (
        r"company(?:name)?", r"organi[sz]ation(?:name|1-name)?", r"会社名?", r"勤務先", r"組織名?",
        r"企業名",
    ),
}  # fmt: skip
_PATTERNS = {
    column: re.compile("(?:" + "|".join(words) + r")\Z") for column, words in _HEADINGS.items()
}


def people_in_table(path: Path) -> Iterator[BookEntry]:
    """Everybody with an address. Raises OSError, csv.Error, ValueError: no address book."""
    octets = path.read_bytes()
    if octets[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = octets.decode("utf-16", "replace")
    else:
        text = decoded(octets.removeprefix(b"\xef\xbb\xbf"), "")
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text))
    columns = _columns(rows)
    if Column.ADDRESS not in columns.values():
        raise ValueError(path.name)
    for row in rows:
        yield from _person(row, columns)


def _columns(rows: Iterator[list[str]]) -> dict[int, Column]:
    """The columns by their headings: in the first line, or below some lines of remarks."""
    for _number, row in zip(range(10), rows, strict=False):
        found = {
            index: column for index, cell in enumerate(row) if (column := _column(cell)) is not None
        }
        if Column.ADDRESS in found.values():
            return found
    return {}


def _column(heading: str) -> Column | None:
    text = re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", heading)).casefold()
    return next((column for column, pattern in _PATTERNS.items() if pattern.match(text)), None)


def _person(row: list[str], columns: Mapping[int, Column]) -> Iterator[BookEntry]:
    found: dict[Column, list[str]] = {}
    for index, column in columns.items():
        if index < len(row) and row[index].strip():
            found.setdefault(column, []).append(row[index].strip())

    def first(column: Column) -> str:
        return next(iter(found.get(column, [])), "")

    names = [
        *found.get(Column.NAME, []),
        whole_name(first(Column.FAMILY), first(Column.GIVEN)),
        whole_name(first(Column.FAMILY_SOUND), first(Column.GIVEN_SOUND)),
    ]
    yield from entry_of(found.get(Column.ADDRESS, []), names, first(Column.COMPANY))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",\t;", key=first.count)
