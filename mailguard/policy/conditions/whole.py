"""A whole condition: every part that is given has to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mailguard.domain.condition import When
from mailguard.policy.conditions import (
    attachments,
    findings,
    mail,
    recipients,
    sender,
    time,
    transport,
    words,
)
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.view import View

_Part = tuple[Callable[[Any, View], Evidence | None], object]
"""What looks at the mail, and the part of the condition that it goes by."""


def holds(condition: When, view: View) -> Evidence | None:
    """Why the condition holds; None: it does not. Raises TooSlowError."""
    gathered: list[str] = []
    for function, part in _parts(condition):
        evidence = function(part, view)
        if evidence is None:
            return None
        gathered.extend(evidence)
    return tuple(gathered)


def _parts(condition: When) -> Iterator[_Part]:
    """The parts that are given. What is quickly looked at comes first."""
    single: tuple[_Part, ...] = (
        (mail.holds, condition.mail),
        (time.holds, condition.time),
        (findings.holds, condition.findings),
        (sender.holds, condition.sender),
        (transport.holds, condition.transport),
        (words.subject_holds, condition.subject),
        (words.text_holds, condition.text),
        (_any, condition.any or None),
        (_none, condition.none or None),
    )
    yield from ((recipients.holds, each) for each in condition.recipients)
    yield from ((function, part) for function, part in single if part is not None)
    yield from ((words.header_holds, each) for each in condition.header)
    yield from ((attachments.holds, each) for each in condition.attachments)


def _any(conditions: Sequence[When], view: View) -> Evidence | None:
    found = (holds(inner, view) for inner in conditions)
    return next((evidence for evidence in found if evidence is not None), None)


def _none(conditions: Sequence[When], view: View) -> Evidence | None:
    return () if all(holds(inner, view) is None for inner in conditions) else None
