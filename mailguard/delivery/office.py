"""The office: what all lanes share, and how they name whom they send for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mailguard.delivery.courier import Couriers
from mailguard.delivery.limits import Limits
from mailguard.domain.clock import Clock
from mailguard.domain.entry import Entry
from mailguard.domain.event import Condition
from mailguard.guard.ports import Accounts, Relay, Spool

OnCondition = Callable[[str, Condition | None], None]
"""Told the account's id and what keeps its mail from leaving; None: nothing does any more."""


@dataclass(frozen=True)
class Office:
    """Parts and settings, given once."""

    spool: Spool
    relay: Relay
    accounts: Accounts
    clock: Clock
    couriers: Couriers
    limits: Limits
    on_condition: OnCondition
    on_recorded: Callable[[Entry], None]
    roll: Callable[[], float]  # a random number in [0, 1)
