"""The organisation's people on one day: implements `Directory` from what the files say."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date

from mailguard.directory.rows import Department, Staff
from mailguard.domain.address import Address


class People:
    """Look-ups of one day; implements `Directory`.

    Whoever belongs to a department belongs to those above it; members of a group may be groups.
    """

    def __init__(self, staff: Staff, day: date) -> None:
        self._names: dict[str, str] = {}  # key of a group → as the files spell it
        self._members: dict[str, list[str]] = defaultdict(list)  # key of a group → members
        self._holders: dict[str, list[str]] = defaultdict(list)  # key of a member → groups' keys
        people = [each for each in staff.people if each.span.holds(day)]
        self._departments = {p.address.key: p.department for p in people}
        self._managers = {p.address.key: p.manager for p in people if p.manager}
        self._leading: dict[str, Department] = {}
        self._deputies: dict[str, list[Address]] = defaultdict(list)
        registered = (each.address for each in staff.registered if each.span.holds(day))
        self._registered = {*map(_member_key, registered), *self._departments}
        self._add_departments(staff, day)
        self._add_groups(staff, day)
        for each in staff.deputies:
            if each.span.holds(day):
                self._deputies[each.address.key].append(each.deputy)

    def groups_of(self, address: Address) -> Collection[str]:
        """Names of the groups, departments and lists that it belongs to."""
        own = _domain_key(address)
        keys = _reached((address.key, *own), lambda key: self._holders.get(key, ()))
        return tuple(self._names[key] for key in keys)

    def has_group(self, name: str) -> bool:
        """Whether there is a group, a department or a list of this name."""
        return group_key(name) in self._names

    @property
    def group_names(self) -> tuple[str, ...]:
        """The names of all groups, departments and lists, in their order."""
        return tuple(sorted(self._names.values()))

    def members(self, group: str) -> Sequence[Address]:
        """Who belongs to it, as far as the files name single people."""
        found: dict[str, Address] = {}
        for key in (group_key(group), *_reached((group_key(group),), self._member_keys)):
            for member in self._members.get(key, ()):
                if _is_address(member) and _member_key(member) not in self._names:
                    found.setdefault(_member_key(member), Address.parse(member))
        return tuple(found.values())

    def department_of(self, address: Address) -> str:
        """The department of a person; "" where none is known."""
        return self._departments.get(address.key, "")

    def manager_of(self, address: Address) -> Address | None:
        """Whom a person reports to: who is named, else who leads the department, or one above."""
        if named := self._managers.get(address.key):
            return named
        heads = map(self.head_of, self._upwards(self.department_of(address)))
        return next((head for head in heads if head and head.key != address.key), None)

    def head_of(self, department: str) -> Address | None:
        """Who leads a department."""
        found = self._leading.get(group_key(department))
        return found.head if found else None

    def deputies_of(self, address: Address) -> Sequence[Address]:
        """Who stands in for a person on this day, the first first."""
        return tuple(self._deputies.get(address.key, ()))

    def is_registered(self, address: Address) -> bool:
        """Whether it, or its domain, stands in an address book, or it is one of the people."""
        return not self._registered.isdisjoint((address.key, *_domain_key(address)))

    def strays(self) -> Iterator[str]:
        """Members of groups that are neither addresses nor domains nor groups."""
        for members in self._members.values():
            for member in members:
                is_somebody = _is_address(member) or member.startswith("@")
                if not is_somebody and group_key(member) not in self._names:
                    yield member

    def _member_keys(self, group: str) -> Iterable[str]:
        return map(_member_key, self._members.get(group, ()))

    def _add_departments(self, staff: Staff, day: date) -> None:
        for each in staff.departments:
            if each.span.holds(day):
                self._leading[group_key(each.name)] = each
                self._names.setdefault(group_key(each.name), each.name)
                if each.parent:
                    self._add(each.parent, each.name)
        for person in staff.people:
            if person.span.holds(day) and person.department:
                self._add(person.department, str(person.address))

    def _add_groups(self, staff: Staff, day: date) -> None:
        for each in staff.memberships:
            if each.span.holds(day):
                self._add(each.group, each.member)

    def _add(self, group: str, member: str) -> None:
        self._names.setdefault(group_key(group), group)
        self._members[group_key(group)].append(member)
        self._holders[_member_key(member)].append(group_key(group))

    def _upwards(self, department: str) -> Iterator[str]:
        """The department and those above it."""
        seen: set[str] = set()
        while department and group_key(department) not in seen:
            yield department
            seen.add(group_key(department))
            found = self._leading.get(group_key(department))
            department = found.parent if found else ""


def group_key(name: str) -> str:
    """What spellings of a name share, whatever their width and case."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _member_key(member: str) -> str:
    return Address.parse(member).key if _is_address(member) else group_key(member).rstrip(".")


def _is_address(text: str) -> bool:
    local, at, _domain = text.rpartition("@")
    return bool(local and at)


def _domain_key(address: Address) -> Iterator[str]:
    """The domain of an address and those above it, as a file may name them."""
    labels = address.domain.casefold().rstrip(".").split(".")
    return (f"@{'.'.join(labels[start:])}" for start in range(len(labels)))


def _reached(start: Sequence[str], onwards: Callable[[str], Iterable[str]]) -> list[str]:
    """Everything that can be reached from `start`, each once, in the order it is come upon."""
    found: dict[str, None] = {}
    waiting = list(start)
    while waiting:
        for key in onwards(waiting.pop()):
            if key not in found:
                found[key] = None
                waiting.append(key)
    return list(found)
