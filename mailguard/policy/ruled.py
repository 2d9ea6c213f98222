"""What rules make of a decision."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from mailguard.domain.inspection import Decision, Offer
from mailguard.domain.verdict import Verdict

HIDE = Offer("visible-to-bcc")
"""The action that hides recipients from each other; a rule's own Bcc does the same."""


def ruled(decision: Decision, verdict: Verdict) -> Decision:
    """The decision with what the verdict adds; what its Bcc does already is not asked about."""
    needed = decision.demands
    if verdict.preparation.bcc:  # a rule does what the user would have been asked about
        needed = tuple(demand for demand in needed if demand.settled_by != (HIDE,))
    demands = (*needed, *verdict.demands)
    is_needless = verdict.confirm is False and not demands
    return replace(
        decision,
        demands=demands,
        offers=tuple(o for o in decision.offers if o != HIDE or not verdict.preparation.bcc),
        delay=max(decision.delay, verdict.delay),
        needs_answer=verdict.asks or (decision.needs_answer and not is_needless),
        said=verdict.said,
        refusals=verdict.refusals,
        approvals=verdict.approvals,
        rule_delay=verdict.delay,
        hold=verdict.hold,
        later=_later(decision.later, verdict),
        not_before=verdict.not_before,
        preparation=verdict.preparation,
        notify=verdict.notify,
        rules=verdict.fired,
    )


def _later(opening: datetime | None, verdict: Verdict) -> datetime | None:
    """No other time is offered where a rule says when it leaves."""
    return None if verdict.hold or verdict.not_before else opening
