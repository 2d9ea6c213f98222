"""The lines of the directory's files as values: who belongs where, and from when to when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from mailguard.config import Problem
from mailguard.directory.table import Columns, LineError, Row, Table, address_in
from mailguard.domain.address import Address
from mailguard.i18n import _


class Span(msgspec.Struct, frozen=True):
    """The days on which a line holds, both included; None: no end."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return (self.first or day) <= day <= (self.last or day)


class Person(msgspec.Struct, frozen=True):
    """Somebody of the organisation."""

    address: Address
    department: str
    manager: Address | None
    span: Span


class Department(msgspec.Struct, frozen=True):
    """A department, what it is a part of, and who leads it."""

    name: str
    parent: str
    head: Address | None
    span: Span


class Deputy(msgspec.Struct, frozen=True):
    """Somebody who stands in for somebody."""

    address: Address
    deputy: Address
    span: Span


class Membership(msgspec.Struct, frozen=True):
    """That somebody belongs to a group or a list."""

    group: str
    member: str  # an address, @domain, or the name of another group or department
    span: Span


class Registered(msgspec.Struct, frozen=True):
    """Somebody in an address book."""

    address: str  # or @domain
    span: Span


class Staff(msgspec.Struct, frozen=True):
    """Everything that the files say, on whatever day."""

    people: tuple[Person, ...] = ()
    departments: tuple[Department, ...] = ()
    deputies: tuple[Deputy, ...] = ()
    memberships: tuple[Membership, ...] = ()
    registered: tuple[Registered, ...] = ()


_PEOPLE: Columns = {
    "address": ("mail", "email", "メールアドレス", "アドレス"),
    "name": ("氏名", "名前"),  # for whoever reads the file
    "department": ("部署", "所属"),
    "manager": ("上司",),
}
_DEPARTMENTS: Columns = {
    "department": ("部署", "部署名"),
    "parent": ("上位部署",),
    "head": ("部署長", "部門長"),
}
_DEPUTIES: Columns = {
    "address": ("メールアドレス", "アドレス", "本人"),
    "deputy": ("代理", "代理人"),
}
_MEMBER = ("メンバー", "構成員")
_GROUPS: Columns = {"group": ("グループ", "グループ名"), "member": _MEMBER}
_LISTS: Columns = {"list": ("リスト", "メーリングリスト"), "member": _MEMBER}
_ADDRESSES: Columns = {
    "address": ("mail", "email", "メールアドレス", "アドレス"),
    "name": ("氏名", "名前", "会社名"),
}

T = TypeVar("T")


def staff_in(folder: Path) -> tuple[Staff, tuple[Problem, ...]]:
    """What the files in `folder` say, and which of their lines say nothing. Never raises."""
    reading = _Reading(folder)
    people = reading.all("people.csv", ("address",), _PEOPLE, _person)
    departments = reading.all("departments.csv", ("department",), _DEPARTMENTS, _department)
    deputies = reading.all("deputies.csv", ("address", "deputy"), _DEPUTIES, _deputy)
    groups = reading.all("groups.csv", ("group", "member"), _GROUPS, _member_of_group)
    lists = reading.all("lists.csv", ("list", "member"), _LISTS, _member_of_list)
    registered = reading.all("addresses.csv", ("address",), _ADDRESSES, _registered)
    staff = Staff(people, departments, deputies, (*groups, *lists), registered)
    return staff, tuple(reading.problems)


class _Reading:
    """Reads one file after the other, and keeps what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[Problem] = []

    def all(
        self, name: str, needed: tuple[str, ...], columns: Columns, made: Callable[[Row], T]
    ) -> tuple[T, ...]:
        """Each line of a file that says something."""
        table = Table(self._folder / name, needed, columns)
        found: list[T] = []
        for row in table.rows():
            try:
                found.append(made(row))
            except LineError as error:
                table.complain(row.line, str(error))
        self.problems += table.problems
        return tuple(found)


def _person(row: Row) -> Person:
    department = row.cells.get("department", "")
    return Person(row.address("address"), department, row.address_if_any("manager"), _span(row))


def _department(row: Row) -> Department:
    parent = row.cells.get("parent", "")
    return Department(row.text("department"), parent, row.address_if_any("head"), _span(row))


def _deputy(row: Row) -> Deputy:
    return Deputy(row.address("address"), row.address("deputy"), _span(row))


def _member_of_group(row: Row) -> Membership:
    return Membership(row.text("group"), _member(row), _span(row))


def _member_of_list(row: Row) -> Membership:
    return Membership(str(row.address("list")), _member(row), _span(row))


def _member(row: Row) -> str:
    """An address, a domain, or a name that is looked up once all is read."""
    text = row.text("member")
    return _address_or_domain(text) if "@" in text else text


def _registered(row: Row) -> Registered:
    return Registered(_address_or_domain(row.text("address")), _span(row))


def _address_or_domain(text: str) -> str:
    return f"@{address_in(f'a{text}').domain}" if text.startswith("@") else str(address_in(text))


def _span(row: Row) -> Span:
    span = Span(row.day("valid_from"), row.day("valid_until"))
    if span.first and span.last and span.first > span.last:
        raise LineError(_("it ends before it begins. Please see to its dates."))
    return span
