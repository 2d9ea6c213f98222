"""The rim, as the guard is given it: one of each port."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from mailguard.domain.clock import Clock
from mailguard.domain.permissions import Permissions
from mailguard.guard.ports import Accounts, Departures, Desk, Inspector, Memory, Preparer, Witness
from mailguard.guard.storage import Spool


@dataclass(frozen=True)
class Rim:
    """What the guard stands on."""

    spool: Spool
    inspector: Inspector
    preparer: Preparer
    accounts: Accounts
    desk: Desk
    memory: Memory
    witness: Witness
    clock: Clock
    exports: Path
    departures: Departures
    delay: Callable[[], float]  # seconds, by the settings
    brake: Path  # a file that is there while everything is held
    permissions: Callable[[], Permissions] = Permissions
    agreed: Callable[[Collection[str]], str] = lambda _organisations: ""
    """The password for attachments that all these organisations know; "": there is none."""
    has_rules: Callable[[str], bool] = lambda _account: False
    """Whether rules of a policy hold for the account with this id."""
