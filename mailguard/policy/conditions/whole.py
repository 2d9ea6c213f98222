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


class Condition:
    """A condition, made ready to be asked about many mails."""

    def __init__(self, when: When) -> None:
        self._parts = tuple(_parts(when))

    def holds(self, view: View) -> Evidence | None:
        """Why it holds; None: it does not. Raises UndecidedError."""
        gathered: list[str] = []
        for function, part in self._parts:
            evidence = function(part, view)
            if evidence is None:
                return None
            gathered.extend(evidence)
        return tuple(gathered)


def _parts(when: When) -> Iterator[_Part]:
    """The parts that are given. What is quickly looked at comes first."""
    single: tuple[_Part, ...] = (
        (mail.holds, when.mail),
        (time.holds, when.time),
        (findings.holds, when.findings),
        (sender.holds, when.sender),
        (words.subject_holds, when.subject),
        (words.text_holds, when.text),
        (_any, tuple(map(Condition, when.any)) or None),
        (_none, tuple(map(Condition, when.none)) or None),
    )
    yield from ((recipients.holds, each) for each in when.recipients)
    yield from ((function, part) for function, part in single if part is not None)
    yield from ((words.header_holds, each) for each in when.header)
    yield from ((attachments.holds, each) for each in when.attachments)
    if when.transport is not None:
        yield transport.holds, when.transport


def _any(conditions: Sequence[Condition], view: View) -> Evidence | None:
    found = (condition.holds(view) for condition in conditions)
    return next((evidence for evidence in found if evidence is not None), None)


def _none(conditions: Sequence[Condition], view: View) -> Evidence | None:
    return () if all(condition.holds(view) is None for condition in conditions) else None
