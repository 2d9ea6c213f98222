"""The organisation's own lists, read anew when their files change."""

from __future__ import annotations

from pathlib import Path

from mailguard.domain.address import Address
from mailguard.domain.recipient import RecipientClass
from mailguard.domain.settings import Organisation
from mailguard.knowledge.lists import (
    COMPANIES,
    LISTS,
    Company,
    companies_in,
    companies_in_file,
    lists_in_file,
)
from mailguard.names import company
from mailguard.paths import DataFolder
from mailguard.signed_copy import octets_in


class OrganisationLists:
    """Look-ups in the lists of one folder. What the organisation signed comes first."""

    def __init__(self, folder: Path) -> None:
        self._companies_path, self._lists_path = folder / COMPANIES, folder / LISTS
        self._issued_path = DataFolder(folder).company_list
        self._seen: tuple[int, ...] = ()
        self.version = 0  # grows with each change
        self.names: dict[str, tuple[str, ...]] = {}  # domain → names
        self._called: dict[str, tuple[str, ...]] = {}  # company key → domains
        self._members: dict[str, tuple[Address, ...]] = {}
        self._kinds: dict[str, RecipientClass] = {}  # domain → its class
        self._joined: tuple[Organisation, Organisation] | None = None  # of one configuration

    def refresh(self) -> None:
        """Read what has changed since the last look."""
        paths = (self._issued_path, self._companies_path, self._lists_path)
        seen = tuple(map(_changed_at, paths))
        if seen == self._seen:
            return
        self._seen = seen
        self.version += 1
        self.names, self._called, self._members, self._kinds = {}, {}, {}, {}
        self._joined = None
        issued = companies_in(octets_in(self._issued_path) or b"", self._issued_path)
        for one in (*issued.rows, *companies_in_file(self._companies_path).rows):
            self._add(one)
        for address, member in lists_in_file(self._lists_path).rows:
            self._members[address.key] = (*self._members.get(address.key, ()), member)

    def _add(self, one: Company) -> None:
        key = company.key(one.name)
        self.names[one.domain] = (*self.names.get(one.domain, ()), one.name)
        self._called[key] = (*self._called.get(key, ()), one.domain)
        if one.kind is not None:
            self._kinds.setdefault(one.domain, one.kind)

    def joined(self, configured: Organisation) -> Organisation:
        """The organisation's domains, with those that the lists give a class."""
        if not self._kinds:
            return configured
        if self._joined is None or self._joined[0] != configured:  # thousands, for each mail
            joined = Organisation(
                (*configured.own, *self._of(RecipientClass.OWN)),
                (*configured.group, *self._of(RecipientClass.GROUP)),
                (*configured.partner, *self._of(RecipientClass.PARTNER)),
            )
            self._joined = configured, joined
        return self._joined[1]

    def _of(self, kind: RecipientClass) -> tuple[str, ...]:
        return tuple(domain for domain, given in self._kinds.items() if given is kind)

    def called(self, key: str) -> tuple[str, ...]:
        """Whose a company's name is, by its `company.key`."""
        return self._called.get(key, ())

    def members(self, address: Address) -> tuple[Address, ...]:
        """Who gets what is sent to a list."""
        return self._members.get(address.key, ())


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
