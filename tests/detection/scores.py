"""Precision and recall of each check, and how often mail is interrupted for nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailguard.domain.finding import Severity
from tests.detection.looking import Answer


@dataclass(frozen=True)
class Score:
    """How a check did on a suite."""

    check: str
    severity: Severity  # the least that counts as having spoken
    planted: int
    found: int
    tempting: int  # mails that were written to make it speak for nothing
    wrong: int  # mails in which it spoke for nothing

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else math.nan

    @property
    def precision(self) -> float:
        said = self.found + self.wrong
        return self.found / said if said else math.nan


@dataclass(frozen=True)
class Rate:
    """How many of some mails were interrupted."""

    hits: int
    mails: int

    @property
    def percent(self) -> float:
        return 100 * self.hits / self.mails if self.mails else math.nan

    def interval(self) -> tuple[float, float]:
        """95 %, in percent (Wilson 1927)."""
        if not self.mails:
            return math.nan, math.nan
        z, n, p = 1.96, self.mails, self.hits / self.mails
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return 100 * max(middle - half, 0.0), 100 * min(middle + half, 1.0)


def score(check: str, severity: Severity, answers: Sequence[Answer]) -> Score:
    """Of one check, at its usual severity."""
    planted = [answer for answer in answers if answer.case.planted == check]
    others = [
        answer
        for answer in answers
        if answer.case.planted != check and check not in answer.case.also
    ]
    return Score(
        check,
        severity,
        len(planted),
        sum(is_found(answer, severity) for answer in planted),
        sum(answer.case.tempts == check for answer in answers),
        sum(speaks(answer, check, severity) for answer in others),
    )


def is_found(answer: Answer, severity: Severity) -> bool:
    """Whether what was planted is told, so loud as it has to be."""
    least = Severity.NOTICE if answer.case.softly else severity
    return speaks(answer, answer.case.planted, least)


def speaks(answer: Answer, check: str, severity: Severity) -> bool:
    """Whether the check said something at least so severe."""
    return any(f.check == check and f.severity >= severity for f in answer.findings)


def interrupts(answer: Answer) -> bool:
    """Whether anything asks for an action that a plain mail would not."""
    return any(finding.severity > Severity.NOTICE for finding in answer.findings)


def interrupted(answers: Iterable[Answer]) -> Rate:
    """The share of mails that are interrupted."""
    hits = [interrupts(answer) for answer in answers]
    return Rate(sum(hits), len(hits))


def causes(answers: Iterable[Answer]) -> Counter[str]:
    """Which checks interrupted how many mails."""
    found: Counter[str] = Counter()
    for answer in answers:
        found.update({f.check for f in answer.findings if f.severity > Severity.NOTICE})
    return found
