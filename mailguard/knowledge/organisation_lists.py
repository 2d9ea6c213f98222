"""The organisation's own lists, read anew when their files change."""

from __future__ import annotations

from pathlib import Path

from mailguard.domain.address import Address
from mailguard.knowledge.lists import COMPANIES, LISTS, companies_in_file, lists_in_file
from mailguard.names import company


class OrganisationLists:
    """Look-ups in `companies.csv` and `lists.csv` of one folder."""

    def __init__(self, folder: Path) -> None:
        self._companies_path, self._lists_path = folder / COMPANIES, folder / LISTS
        self._seen: tuple[int, int] = (-1, -1)
        self.version = 0  # grows with each change
        self.names: dict[str, tuple[str, ...]] = {}  # domain → names
        self._called: dict[str, tuple[str, ...]] = {}  # company key → domains
        self._members: dict[str, tuple[Address, ...]] = {}

    def refresh(self) -> None:
        """Read what has changed since the last look."""
        seen = (_changed_at(self._companies_path), _changed_at(self._lists_path))
        if seen == self._seen:
            return
        self._seen = seen
        self.version += 1
        self.names, self._called, self._members = {}, {}, {}
        for domain, name in companies_in_file(self._companies_path).rows:
            key = company.key(name)
            self.names[domain] = (*self.names.get(domain, ()), name)
            self._called[key] = (*self._called.get(key, ()), domain)
        for address, member in lists_in_file(self._lists_path).rows:
            self._members[address.key] = (*self._members.get(address.key, ()), member)

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
