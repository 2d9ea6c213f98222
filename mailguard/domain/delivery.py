"""A delivery: what one attempt to hand a message to a server brought."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.account import Account
from mailguard.domain.entry import Outcome
from mailguard.domain.envelope import Capabilities
from mailguard.domain.event import Condition


class Obstacle(StrEnum):
    """What can stand between an account and its server."""

    UNREACHABLE = "server-unreachable"
    PASSWORD_NEEDED = "password-needed"  # noqa: S105  the name of an obstacle, not a secret
    PASSWORD_WRONG = "password-wrong"  # noqa: S105  the same
    EXTENSION_GONE = "extension-gone"  # for this mail only


class Trouble(msgspec.Struct, frozen=True):
    """An obstacle in words: what is wrong and where, and what to do."""

    obstacle: Obstacle
    sentence: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}"

    def condition(self, account: Account) -> Condition:
        return Condition(f"{self.obstacle}:{account.id}", self.sentence, self.remedy, account.id)


class Delivery(msgspec.Struct, frozen=True):
    """What one attempt brought for each recipient, and what it showed about the server."""

    outcomes: tuple[Outcome, ...] = ()
    trouble: Trouble | None = None
    capabilities: Capabilities | None = None  # where the server was asked anew
