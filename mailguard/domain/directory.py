"""The organisation's people as look-ups, as of one day: who belongs where, and who leads whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from mailguard.domain.address import Address


class Directory(Protocol):
    """Look-ups of one day. Addresses are compared by `Address.key`, names of groups without case
    and width; a name that is nowhere has no members. None of them raises.
    """

    def groups_of(self, address: Address) -> Collection[str]:
        """Names of the groups, departments and lists that it belongs to, as the files spell them.

        A list may name whole domains; whoever is there belongs to it.
        """
        ...

    def has_group(self, name: str) -> bool:
        """Whether there is a group, a department or a list of this name."""
        ...

    def members(self, group: str) -> Sequence[Address]:
        """Who belongs to a group, a department or a list."""
        ...

    def department_of(self, address: Address) -> str:
        """The department of a person; "" where none is known."""
        ...

    def manager_of(self, address: Address) -> Address | None:
        """Whom a person reports to."""
        ...

    def head_of(self, department: str) -> Address | None:
        """Who leads a department."""
        ...

    def deputies_of(self, address: Address) -> Sequence[Address]:
        """Who stands in for a person on this day, the first first."""
        ...

    def is_registered(self, address: Address) -> bool:
        """Whether it stands in an address book."""
        ...


class NobodyListed:
    """Implements Directory where there is none."""

    def groups_of(self, _address: Address) -> Collection[str]:
        return ()

    def has_group(self, _name: str) -> bool:
        return False

    def members(self, _group: str) -> Sequence[Address]:
        return ()

    def department_of(self, _address: Address) -> str:
        return ""

    def manager_of(self, _address: Address) -> Address | None:
        return None

    def head_of(self, _department: str) -> Address | None:
        return None

    def deputies_of(self, _address: Address) -> Sequence[Address]:
        return ()

    def is_registered(self, _address: Address) -> bool:
        return False
