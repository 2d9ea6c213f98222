"""A file of the policy: what may stand in it, by its layer."""

from __future__ import annotations

from typing import Any

import msgspec

from mailguard.configuration import Configuration
from mailguard.domain.permissions import Permissions
from mailguard.domain.rule import Layer, Rule
from mailguard.domain.settings import Settings
from mailguard.receipt.key import ReceiptSettings


class Remote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the organisation's policy is fetched from, and who has to have signed it."""

    url: str  # https; its signature lies beside it, with `.sig` at the end
    public_key: str  # Ed25519, in base64


class DirectoryPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the files of people and groups lie."""

    folder: str = ""  # "": beside the organisation's policy


class OrganisationSheet(Configuration, frozen=True, forbid_unknown_fields=True):
    """The organisation's policy."""

    version: int = 0
    locked: tuple[str, ...] = ()
    policy: Remote | None = None
    directory: DirectoryPlace = DirectoryPlace()
    permissions: Permissions = Permissions()
    receipt: ReceiptSettings = ReceiptSettings()
    rule: tuple[Rule, ...] = ()


class GroupSheet(Settings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The policy of departments or groups: what inspections go by, and rules."""

    groups: tuple[str, ...]  # whose it is
    locked: tuple[str, ...] = ()
    rule: tuple[Rule, ...] = ()


class UserSheet(Configuration, frozen=True, forbid_unknown_fields=True):
    """The user's own `config.toml`."""

    rule: tuple[Rule, ...] = ()


Sheet = OrganisationSheet | GroupSheet | UserSheet

LAYERS: dict[type[Any], Layer] = {
    OrganisationSheet: Layer.ORGANISATION,
    GroupSheet: Layer.GROUP,
    UserSheet: Layer.USER,
}

NO_SETTINGS = frozenset(
    {"version", "locked", "policy", "directory", "permissions", "receipt", "rule", "groups"}
)
"""Keys of a file that are about the policy itself, and are not layered."""
