"""How long an entry's octets, and then its row, are kept once nothing more happens to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import msgspec

from mailguard.domain.state import State

_Days = Annotated[float, msgspec.Meta(ge=0.0, le=36_500.0)]

_NOT_ACCEPTED = (State.REFUSED, State.ABANDONED, State.SUPERSEDED)


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days to keep the octets after the last change, and the row after that change."""

    sent: _Days = 7.0
    withdrawn: _Days = 30.0  # taken back, or refused by the server for good
    not_accepted: _Days = 1.0  # refused, abandoned, superseded: the mail program has it
    rows: _Days = 365.0

    @property
    def by_state(self) -> dict[State, timedelta]:
        """For each state that ends: how long the octets are kept."""
        return {
            State.SENT: timedelta(days=self.sent),
            State.WITHDRAWN: timedelta(days=self.withdrawn),
            State.FAILED: timedelta(days=self.withdrawn),
            **{state: timedelta(days=self.not_accepted) for state in _NOT_ACCEPTED},
        }
