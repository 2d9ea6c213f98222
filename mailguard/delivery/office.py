"""The office: what all lanes share, and how they name whom they send for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mailguard.delivery.courier import Couriers
from mailguard.delivery.limits import Limits
from mailguard.domain.account import Account
from mailguard.domain.clock import Clock
from mailguard.domain.delivery import Delivery
from mailguard.domain.entry import Claim, Entry, Outcome
from mailguard.domain.event import Condition
from mailguard.guard.ports import Accounts
from mailguard.guard.storage import Spool

OnCondition = Callable[[str, Condition | None], None]
"""Told the account's id and what keeps its mail from leaving; None: nothing does any more."""

OnRecorded = Callable[[Entry, Sequence[Outcome]], None]
"""Told the entry as it stands after an attempt, and what the attempt brought."""


class Relay(Protocol):
    """Hands messages to servers. Blocking: it runs in threads of its own, several at once."""

    def deliver(self, claim: Claim, account: Account, password: str | None) -> Delivery:
        """One outcome per recipient that is due. Never raises for what a server does."""
        ...

    def reach(self, account: Account, password: str | None) -> Delivery:
        """Connect and sign in without a message, ready for the next one."""
        ...

    def close_idle(self) -> None:
        """Close the connections that have been idle for some seconds."""
        ...

    def interrupt(self, *, crossed_too: bool = False) -> None:
        """Cut short what is under way, but not the wait for a final reply (or `crossed_too`)."""
        ...

    def close(self) -> None:
        """Close the connections that are idle."""
        ...


@dataclass(frozen=True)
class Hooks:
    """What the lanes ask and tell."""

    on_condition: OnCondition
    on_recorded: OnRecorded
    is_held: Callable[[], bool] = lambda: False  # whether nothing may leave


@dataclass(frozen=True)
class Office:
    """Parts and settings, given once."""

    spool: Spool
    relay: Relay
    accounts: Accounts
    clock: Clock
    couriers: Couriers
    limits: Limits
    hooks: Hooks
    roll: Callable[[], float]  # a random number in [0, 1)
