"""What the organisation says itself: its companies and mailing lists, as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from mailguard.csv_lines import Line, lines_in
from mailguard.domain.address import Address, AddressError
from mailguard.domain.recipient import RecipientClass
from mailguard.i18n import _
from mailguard.names import company

COMPANIES = "companies.csv"
"""A company's name, one of its domains, and perhaps a class in each line."""


LISTS = "lists.csv"
"""A mailing list's address and one of its members in each line."""

_HEADINGS = frozenset(
    {"company", "name", "list", "会社名", "会社", "社名", "企業名", "リスト", "メーリングリスト"}
)

_CLASSES = {
    "自社": RecipientClass.OWN,
    "グループ": RecipientClass.GROUP,
    "取引先": RecipientClass.PARTNER,
    "社外": RecipientClass.EXTERNAL,
}

T = TypeVar("T")


class Company(msgspec.Struct, frozen=True):
    """One line of a list of companies."""

    domain: str
    name: str
    kind: RecipientClass | None = None  # None: the list does not say


class Table(msgspec.Struct, Generic[T], frozen=True):
    """What a file says, and which of its lines say nothing, as sentences."""

    rows: tuple[T, ...] = ()
    problems: tuple[str, ...] = ()


def companies_in_file(path: Path) -> Table[Company]:
    """What each line says. Never raises; a missing file is empty."""
    return _table(path, _company)


def companies_in(octets: bytes, path: Path) -> Table[Company]:
    """What each line of the file `path`, which holds `octets`, says."""
    return _rows(octets, path, _company)


def lists_in_file(path: Path) -> Table[tuple[Address, Address]]:
    """(list, member) of each line. Never raises; a missing file is empty."""
    return _table(path, _membership)


def _table(path: Path, row_of: Callable[[Sequence[str]], T]) -> Table[T]:
    try:
        octets = path.read_bytes()
    except FileNotFoundError:
        return Table()
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        return Table((), (sentence.format(file=path, reason=error.strerror),))
    return _rows(octets, path, row_of)


def _rows(octets: bytes, path: Path, row_of: Callable[[Sequence[str]], T]) -> Table[T]:
    rows: list[T] = []
    problems: list[str] = []
    for line in lines_in(octets):
        if line.number == 1 and line.cells and line.cells[0].casefold() in _HEADINGS:
            continue
        try:
            rows.append(_row(line, row_of))
        except ValueError as error:
            sentence = _("{file}, line {line}: {problem}")
            problems.append(sentence.format(file=path, line=line.number, problem=error))
    return Table(tuple(rows), tuple(problems))


def _row(line: Line, row_of: Callable[[Sequence[str]], T]) -> T:
    if line.problem:
        raise ValueError(line.problem)
    return row_of(line.cells)


def _company(cells: Sequence[str]) -> Company:
    if len(cells) < 2 or not cells[1]:
        raise ValueError(_("A company's name and its domain are needed here."))
    domain = cells[1].casefold().strip(" .").rpartition("@")[2]
    if "." not in domain or " " in domain:
        raise ValueError(_("“{text}” is no domain.").format(text=cells[1]))
    if not company.key(cells[0]):
        raise ValueError(_("“{text}” is no name of a company.").format(text=cells[0]))
    return Company(domain, cells[0], _kind(cells[2]) if len(cells) > 2 else None)


def _kind(text: str) -> RecipientClass | None:
    if not text:
        return None
    try:
        return _CLASSES.get(text) or RecipientClass(text.casefold())
    except ValueError as error:
        sentence = _("“{text}” is no class. It may be own, group, partner or external.")
        raise ValueError(sentence.format(text=text)) from error


def _membership(cells: Sequence[str]) -> tuple[Address, Address]:
    if len(cells) < 2:
        raise ValueError(_("A list's address and a member's are needed here."))
    return _address(cells[0]), _address(cells[1])


def _address(text: str) -> Address:
    try:
        return Address.parse(text)
    except AddressError as error:
        raise ValueError(_("“{text}” is no mail address.").format(text=text)) from error
