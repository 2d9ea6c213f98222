"""How long a mail waits after *Send*."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from mailguard.domain.action import ActionRefusedError
from mailguard.domain.command import Answer
from mailguard.domain.inspection import Decision
from mailguard.i18n import _


class Wait(msgspec.Struct, frozen=True):
    """Seconds, unless it is held."""

    seconds: float = 0.0
    is_scheduled: bool = False  # they end at a time of the calendar
    is_held: bool = False  # until it is released by hand

    @property
    def is_needed(self) -> bool:
        """Whether it does not leave at once."""
        return self.is_held or self.seconds > 0

    def until(self, now: datetime) -> datetime | None:
        """When it ends; None: by hand."""
        return None if self.is_held else now + timedelta(seconds=self.seconds)


def waiting_for(
    decision: Decision | None, answer: Answer | None, fixed: float | None, now: datetime
) -> Wait:
    """What the policy, the user and the engine's own option (`fixed`, seconds) ask for.

    The option takes the place of the settings' delay, never of what a rule asks for.
    Raises ActionRefusedError where a later time is wanted and none was offered.
    """
    decision = decision or Decision(())
    seconds = decision.delay if fixed is None else max(fixed, decision.rule_delay)
    until = decision.not_before
    if answer is not None and answer.later:
        if decision.later is None:
            raise ActionRefusedError(_("No later time was offered for this mail."))
        until = max(decision.later, until or decision.later)
    to_go = (until - now).total_seconds() if until else 0.0
    is_scheduled = to_go > seconds and not decision.hold
    return Wait(max(seconds, to_go), is_scheduled, decision.hold)
