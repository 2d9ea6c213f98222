"""The policy as it stands at one time: every file read, for whatever account is asked about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec
from msgspec.structs import replace

from mailguard import i18n
from mailguard.config import Document, Problem
from mailguard.configuration import Configuration
from mailguard.directory.people import People, group_key
from mailguard.domain.address import Address
from mailguard.domain.event import Condition
from mailguard.domain.permissions import Permissions
from mailguard.domain.policy import Policy
from mailguard.domain.rule import Layer, Placed
from mailguard.receipt.key import ReceiptSettings
from mailguard.rulebook import notices
from mailguard.rulebook.checking import unknown_groups
from mailguard.rulebook.layers import BUILT_IN, Layered, Origin
from mailguard.rulebook.reading import Read
from mailguard.rulebook.sheet import GroupSheet, OrganisationSheet, Remote, UserSheet

_HARMLESS = frozenset({"language", "submission", "spool", "rule"})
"""What counts of a user's file while nobody knows what the organisation has locked."""


class Sources(msgspec.Struct, frozen=True):
    """The files that count, and who is who."""

    organisation: Read[OrganisationSheet] | None
    groups: tuple[Read[GroupSheet], ...]
    user: Read[UserSheet] | None
    people: People
    directory: str = ""  # the folder that people were read from
    remote: Remote | None = None  # where the organisation's policy is fetched from
    is_unknown: bool = False  # a file of the organisation cannot be read, nor was it ever


class Edition:
    """One state of all files. Never changes."""

    def __init__(self, sources: Sources, conditions: Sequence[Condition] = ()) -> None:
        self._sources = sources
        self._policies: dict[tuple[str, ...], Policy] = {}
        self.conditions = (*conditions, *self._remarks())

    @cached_property
    def configuration(self) -> Configuration:
        """What the engine's own parts go by; the language is the one to speak."""
        found = self._layered([]).configuration
        return replace(found, language=i18n.preferred(found.language))

    @property
    def remote(self) -> Remote | None:
        """Where the organisation's policy is fetched from; None: it lies on this computer."""
        return self._sources.remote

    @cached_property
    def permissions(self) -> Permissions:
        """What the organisation allows. What cannot be read allows nothing to leave unasked."""
        organisation = self._sources.organisation
        found = organisation.sheet.permissions if organisation and organisation.sheet else None
        permissions = found or Permissions()
        return replace(permissions, answer_send=False) if self._sources.is_unknown else permissions

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of groups, departments and lists that the directory has."""
        return self._sources.people.group_names

    @property
    def receipt(self) -> ReceiptSettings:
        """Whether mail leaves with a receipt: the organisation's own affair."""
        organisation = self._sources.organisation
        sheet = organisation.sheet if organisation else None
        return sheet.receipt if sheet else ReceiptSettings()

    def granting(self, permission: str) -> Origin:
        """Who allowed something, or did not."""
        read = self._sources.organisation
        if not (read and read.document and permission in read.document.tree.get("permissions", {})):
            return BUILT_IN
        line = read.document.line(("permissions", permission))
        return Origin(Layer.ORGANISATION, str(read.path), line)

    def between(self, read: Read[Any], people: People | None = None) -> tuple[Problem, ...]:
        """What is wrong with another file in the place of one of these, as the others are."""
        assert read.document and read.sheet  # noqa: S101, PT018  it counts
        has_group = (people or self._sources.people).has_group
        unknown = unknown_groups(read.document, read.sheet, has_group)
        above = _some(self._sources.organisation) if read.layer is not Layer.ORGANISATION else ()
        return tuple(sorted((*unknown, *Layered([*above, read]).refused)))

    def policy_for(self, addresses: Sequence[Address]) -> Policy:
        """The policy of an account, which may write From `addresses`."""
        files = tuple(str(read.path) for read in self._groups_of(addresses))
        if files not in self._policies:
            self._policies[files] = self._policy(addresses)
        return self._policies[files]

    def layers_for(self, addresses: Sequence[Address]) -> Layered:
        """The layers for an account; for no address: those that hold for everybody."""
        return self._layered(self._groups_of(addresses))

    def rules_for(self, addresses: Sequence[Address]) -> list[tuple[Placed, Origin]]:
        """The rules for an account, and where each stands."""
        built_in = [(notices.unreadable(), BUILT_IN)] if self._sources.is_unknown else []
        return [*built_in, *self.layers_for(addresses).rules]

    def _policy(self, addresses: Sequence[Address]) -> Policy:
        settings = self.layers_for(addresses).configuration.settings
        policy = Policy(
            replace(settings, language=self.configuration.language),
            tuple(placed for placed, _origin in self.rules_for(addresses)),
            self._sources.directory,
        )
        return replace(policy, digest=hashlib.sha256(msgspec.json.encode(policy)).hexdigest())

    def _layered(self, groups: Sequence[Read[GroupSheet]]) -> Layered:
        return Layered([*_some(self._sources.organisation), *groups, *self._own()])

    def _own(self) -> Iterator[Read[UserSheet]]:
        for read in _some(self._sources.user):
            yield _limited(read) if self._sources.is_unknown else read

    def _groups_of(self, addresses: Sequence[Address]) -> list[Read[GroupSheet]]:
        people = self._sources.people
        names = {group_key(name) for each in addresses for name in people.groups_of(each)}
        return [
            read
            for read in self._sources.groups
            if read.sheet and not names.isdisjoint(map(group_key, read.sheet.groups))
        ]

    def _remarks(self) -> Iterator[Condition]:
        """What is wrong between the files."""
        single = [self._layered([read]).refused for read in self._sources.groups]
        refused: dict[Problem, None] = dict.fromkeys(self._layered([]).refused)
        refused.update(dict.fromkeys(problem for each in single for problem in each))
        if refused:
            yield notices.refused(tuple(refused))
        if unknown := tuple(self._unknown_groups()):
            yield notices.unknown_groups(unknown)

    def _unknown_groups(self) -> Iterator[Problem]:
        sources = self._sources
        reads: list[Read[Any]] = [*_some(sources.organisation), *sources.groups]
        for read in (*reads, *_some(sources.user)):
            if read.document and read.sheet:
                yield from unknown_groups(read.document, read.sheet, sources.people.has_group)


def _some(read: Read[Any] | None) -> tuple[Read[Any], ...]:
    return (read,) if read else ()


def _limited(read: Read[UserSheet]) -> Read[UserSheet]:
    """The part of a user's file that counts whatever the organisation has locked."""
    if read.document is None:
        return read
    document = read.document
    tree = {key: value for key, value in document.tree.items() if key in _HARMLESS}
    return replace(read, document=Document(document.path, document.text, tree))
