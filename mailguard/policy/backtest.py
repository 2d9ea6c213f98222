"""What a policy would have done with past mails, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum

import msgspec

from mailguard.domain.consequence import Approval, Fired, Preparation, Remark
from mailguard.domain.finding import Severity
from mailguard.domain.inspection import Decision, Demand, Inspection
from mailguard.domain.rule import Mode, Placed, Then


class Effect(StrEnum):
    """What the rules together would have done with a mail."""

    REFUSED = "refused"
    APPROVAL = "approval"
    HELD = "held"
    DELAYED = "delayed"
    ASKED = "asked"  # something to tick, to type, to write or to open
    TOLD = "told"  # a sentence in the review
    CONVERTED = "converted"  # other recipients, header, subject or text
    ENCRYPTED = "encrypted"
    LINKED = "linked"
    NOTED = "noted"  # somebody gets a note
    UNREVIEWED = "unreviewed"  # it would have left without a review


_MOST_NAMED = 20
"""Recipients that an example names."""


class Example(msgspec.Struct, frozen=True):
    """A mail that a rule fired for. Strangers may have written it."""

    at: datetime | None  # local; None: the mail names no time that can be
    subject: str
    recipients: tuple[str, ...]  # the first ones
    people: int  # how many there are
    evidence: tuple[str, ...]


class RuleCount(msgspec.Struct, frozen=True):
    """What one rule did."""

    rule: str  # Placed.name
    title: str
    mode: Mode
    asks: tuple[str, ...]  # keys of Then that it sets
    fired: int = 0  # mails
    unknown: int = 0  # mails it refused because the directory does not say whom it means
    examples: tuple[Example, ...] = ()


class Load(msgspec.Struct, frozen=True):
    """The mails that somebody would have been asked to approve."""

    person: str
    mails: int
    by_day: tuple[tuple[date, int], ...]  # in order; mails that name no day are not among them

    @property
    def worst(self) -> tuple[date, int] | None:
        """The day with the most, the first of several."""
        return max(self.by_day, key=lambda each: each[1], default=None)


class Report(msgspec.Struct, frozen=True):
    """What was counted."""

    mails: int
    first: date | None
    last: date | None
    incomplete: int  # mails of which something could not be checked
    interrupted: int  # by rules or checks: something to do, or no way to send it
    interrupted_by_rules: int
    effects: dict[Effect, int]
    refusals: dict[str, int]  # sentences of refusals that are no rule's own → mails
    rules: tuple[RuleCount, ...]  # in their order
    approvals: tuple[Load, ...]  # the busiest first

    def share(self, mails: int) -> float:
        """So many of all mails, in per cent."""
        return 100 * mails / self.mails if self.mails else 0.0


class Backtest:
    """Counts mail after mail."""

    def __init__(self, rules: Iterable[Placed], examples: int = 3) -> None:
        """`examples`: how many are kept of each rule."""
        self._rules = {placed.name: placed for placed in rules}
        self._most = examples
        self._fired: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._examples: dict[str, list[Example]] = {name: [] for name in self._rules}
        self._effects: Counter[Effect] = Counter()
        self._refusals: Counter[str] = Counter()
        self._loads: dict[str, Counter[date | None]] = {}
        self._days: set[date] = set()
        self._mails = self._incomplete = 0
        self._interrupted = self._by_rules = 0

    @property
    def mails(self) -> int:
        """How many were counted."""
        return self._mails

    def add(self, inspection: Inspection, at: datetime | None) -> None:
        """Count a mail that was sent at `at`, local time."""
        decision = inspection.decision
        self._mails += 1
        self._incomplete += bool(inspection.unchecked)
        self._count_interruption(inspection)
        self._effects.update(_effects(decision))
        self._count_refusals(decision)
        for fired in decision.rules:
            self._count_fired(fired, inspection, at)
        day = at.date() if at else None
        self._days |= {day} if day else set()
        for person in _asked_people(decision.approvals):
            self._loads.setdefault(person, Counter())[day] += 1

    def report(self) -> Report:
        """What was counted until now."""
        loads = [_load(person, days) for person, days in self._loads.items()]
        return Report(
            self._mails,
            min(self._days, default=None),
            max(self._days, default=None),
            self._incomplete,
            self._interrupted,
            self._by_rules,
            {effect: self._effects[effect] for effect in Effect},
            dict(self._refusals),
            tuple(self._rule(placed) for placed in self._rules.values()),
            tuple(sorted(loads, key=lambda load: (-load.mails, load.person))),
        )

    def _count_interruption(self, inspection: Inspection) -> None:
        decision = inspection.decision
        by_rules = bool(decision.refusals or decision.approvals or any(_demands(decision)))
        by_checks = any(finding.severity > Severity.NOTICE for finding in inspection.findings)
        self._by_rules += by_rules
        self._interrupted += by_rules or by_checks

    def _count_refusals(self, decision: Decision) -> None:
        """Those of rules are known by their names; the others are told by what they say."""
        self._refusals.update({each.sentence for each in decision.refusals if not each.rule})
        self._unknown.update({each.rule for each in decision.refusals if self._is_unknown(each)})

    def _is_unknown(self, refusal: Remark) -> bool:
        """Whether a rule that does not want to refuse does."""
        placed = self._rules.get(refusal.rule)
        return placed is not None and refusal.sentence != placed.rule.then.refuse

    def _count_fired(self, fired: Fired, inspection: Inspection, at: datetime | None) -> None:
        name = f"{fired.layer}/{fired.id}"
        self._fired[name] += 1
        examples = self._examples.setdefault(name, [])
        if len(examples) < self._most:
            examples.append(_example(fired, inspection, at))

    def _rule(self, placed: Placed) -> RuleCount:
        name, rule = placed.name, placed.rule
        return RuleCount(
            name,
            rule.title or rule.id,
            rule.mode,
            tuple(_asks(rule.then)),
            self._fired[name],
            self._unknown[name],
            tuple(self._examples[name]),
        )


def _example(fired: Fired, inspection: Inspection, at: datetime | None) -> Example:
    preview = inspection.preview
    people = tuple(dict.fromkeys(str(each.address) for each in preview.recipients))
    return Example(at, preview.subject, people[:_MOST_NAMED], len(people), fired.evidence)


def _asks(then: Then) -> Iterator[str]:
    """The keys of `then` that are set."""
    for field in msgspec.structs.fields(Then):
        value = getattr(then, field.name)
        if value or (value is not None and field.default is None):  # 0 and false may be meant
            yield field.name


def _demands(decision: Decision) -> Iterator[Demand]:
    """What rules demand, and not checks."""
    kinds = ("rule:", "open:")
    return (demand for demand in decision.demands if demand.id.startswith(kinds))


def _effects(decision: Decision) -> Iterator[Effect]:
    return (effect for effect, is_asked in _ASKED.items() if is_asked(decision))


def _is_converted(decision: Decision) -> bool:
    rest = msgspec.structs.replace(decision.preparation, encrypt=None, link=False)
    return rest != Preparation()


_ASKED: dict[Effect, Callable[[Decision], object]] = {
    Effect.REFUSED: lambda decision: decision.refusals,
    Effect.APPROVAL: lambda decision: decision.approvals,
    Effect.HELD: lambda decision: decision.hold,
    Effect.DELAYED: lambda decision: decision.rule_delay or decision.not_before,
    Effect.ASKED: lambda decision: any(_demands(decision)),
    Effect.TOLD: lambda decision: decision.said,
    Effect.CONVERTED: _is_converted,
    Effect.ENCRYPTED: lambda decision: decision.preparation.encrypt,
    Effect.LINKED: lambda decision: decision.preparation.link,
    Effect.NOTED: lambda decision: decision.notify,
    Effect.UNREVIEWED: lambda decision: not decision.needs_answer,
}


def _asked_people(approvals: Iterable[Approval]) -> set[str]:
    """Everybody who is asked about a mail; whoever two rules name is asked once."""
    return {person.key for approval in approvals for person in approval.people}


def _load(person: str, days: Counter[date | None]) -> Load:
    by_day = sorted((day, mails) for day, mails in days.items() if day is not None)
    return Load(person, days.total(), tuple(by_day))
