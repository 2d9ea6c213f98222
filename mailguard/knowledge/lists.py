"""What the organisation says itself: `companies.csv` and `lists.csv` in the data folder."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from mailguard.domain.address import Address, AddressError
from mailguard.i18n import _
from mailguard.names import company

COMPANIES = "companies.csv"
"""A company's name and one of its domains in each line."""

LISTS = "lists.csv"
"""A mailing list's address and one of its members in each line."""

_HEADINGS = frozenset(
    {"company", "name", "list", "会社名", "会社", "社名", "企業名", "リスト", "メーリングリスト"}
)

T = TypeVar("T")


class Table(msgspec.Struct, Generic[T], frozen=True):
    """What a file says, and which of its lines say nothing, as sentences."""

    rows: tuple[T, ...] = ()
    problems: tuple[str, ...] = ()


def companies_in_file(path: Path) -> Table[tuple[str, str]]:
    """(domain, company's name) of each line. Never raises; a missing file is empty."""
    return _table(path, _company)


def lists_in_file(path: Path) -> Table[tuple[Address, Address]]:
    """(list, member) of each line. Never raises; a missing file is empty."""
    return _table(path, _membership)


def _table(path: Path, row_of: Callable[[list[str]], T]) -> Table[T]:
    rows: list[T] = []
    problems: list[str] = []
    try:
        for line, cells in _lines(path):
            try:
                rows.append(row_of(cells))
            except ValueError as error:
                sentence = _("{file}, line {line}: {problem}")
                problems.append(sentence.format(file=path, line=line, problem=error))
    except FileNotFoundError:
        return Table()
    except (OSError, csv.Error) as error:
        problems.append(_("{file} cannot be read: {reason}.").format(file=path, reason=error))
    return Table(tuple(rows), tuple(problems))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The filled lines with their numbers, without a heading. Raises OSError, csv.Error."""
    octets = path.read_bytes()
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = octets.decode("cp932", "replace")  # as Excel writes it in Japan
    reader = csv.reader(text.splitlines())
    for cells in reader:
        filled = [cell.strip() for cell in cells]
        is_heading = reader.line_num == 1 and filled and filled[0].casefold() in _HEADINGS
        if any(filled) and not is_heading:
            yield reader.line_num, filled


def _company(cells: list[str]) -> tuple[str, str]:
    if len(cells) < 2 or not cells[1]:
        raise ValueError(_("A company's name and its domain are needed here."))
    domain = cells[1].casefold().strip(" .").rpartition("@")[2]
    if "." not in domain or " " in domain:
        raise ValueError(_("“{text}” is no domain.").format(text=cells[1]))
    if not company.key(cells[0]):
        raise ValueError(_("“{text}” is no name of a company.").format(text=cells[0]))
    return domain, cells[0]


def _membership(cells: list[str]) -> tuple[Address, Address]:
    if len(cells) < 2:
        raise ValueError(_("A list's address and a member's are needed here."))
    return _address(cells[0]), _address(cells[1])


def _address(text: str) -> Address:
    try:
        return Address.parse(text)
    except AddressError as error:
        raise ValueError(_("“{text}” is no mail address.").format(text=text)) from error
