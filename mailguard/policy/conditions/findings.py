"""What the checks found."""

from __future__ import annotations

from mailguard.domain.condition import Grade, OfFindings
from mailguard.domain.finding import Severity
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.view import View

_LEAST = {
    Grade.NOTICE: Severity.NOTICE,
    Grade.WARNING: Severity.WARNING,
    Grade.DANGER: Severity.DANGER,
}


def holds(condition: OfFindings, view: View) -> Evidence | None:
    """Whether one of these checks found something at least so bad."""
    least = _LEAST[condition.severity]
    found = [
        finding.sentence
        for finding in view.situation.findings
        if finding.severity >= least and (not condition.check or finding.check in condition.check)
    ]
    return tuple(found) or None
