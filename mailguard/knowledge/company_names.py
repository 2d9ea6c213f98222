"""Whose a company's name is, and where in a text one stands: learned, or listed by hand."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.domain.knowledge import Mention
from mailguard.knowledge.mentions import CompanyFinder
from mailguard.knowledge.organisation_lists import OrganisationLists
from mailguard.knowledge.sql import Rows
from mailguard.names import company

_SHARE = 5  # who was called so less than once in so many times is not who is meant

_NAMES = "select name from companies where organisation = ? order by times desc, name limit 20"
_OWNERS = """
select organisation, times from companies where key = ? order by times desc, organisation limit 20
"""
_NEW = "select id, name from companies where id > ? order by id"


class CompanyNames:
    """Look-ups of companies' names. The finder of names in texts is kept, and added to."""

    def __init__(self, rows: Rows, lists: OrganisationLists) -> None:
        self._rows = rows
        self._lists = lists
        self._finder = CompanyFinder()
        self._last = 0  # id of the last name that the finder knows
        self._seen = (-1, -1)  # people forgotten, version of the lists

    def of(self, organisation: str) -> Sequence[str]:
        """The names that an organisation goes by; those of the lists first."""
        self._lists.refresh()
        learned = (row[0] for row in self._rows(_NAMES, organisation))
        return tuple(dict.fromkeys((*self._lists.names.get(organisation, ()), *learned)))

    def called(self, name: str) -> Sequence[str]:
        """The organisations that go by a name, whatever its legal form."""
        self._lists.refresh()
        return self._owners(company.key(name))

    def mentions(self, text: str) -> Sequence[Mention]:
        """Names within `text`."""
        self._refresh()
        found = (
            Mention(f.start, f.end, text[f.start : f.end], self._owners(f.key))
            for f in self._finder.find(text)
        )
        return tuple(mention for mention in found if mention.organisations)

    def _owners(self, key: str) -> tuple[str, ...]:
        rows = self._rows(_OWNERS, key) if key else []
        learned = (owner for owner, times in rows if times * _SHARE > rows[0][1])
        return tuple(dict.fromkeys((*self._lists.called(key), *learned)))

    def _refresh(self) -> None:
        """Have the finder know what is known now."""
        self._lists.refresh()
        forgotten = self._rows("select value from facts where name = 'forgotten'")
        seen = (int(forgotten[0][0]) if forgotten else -1, self._lists.version)
        if seen != self._seen:
            self._seen, self._last, self._finder = seen, 0, CompanyFinder()
            self._finder.add(name for names in self._lists.names.values() for name in names)
        if new := self._rows(_NEW, self._last):
            self._finder.add(name for _id, name in new)
            self._last = new[-1][0]
