"""Situations for rules: name only what matters, the rest is ordinary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from mailguard.domain.address import Address
from mailguard.domain.condition import Protection, When
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.mail import Mail
from mailguard.domain.rule import Layer, Mode, Placed, Rule, Then
from mailguard.policy.conditions.evidence import Evidence, few
from mailguard.policy.conditions.whole import Condition
from mailguard.policy.lexicon import Lexicon
from mailguard.policy.situation import Situation
from mailguard.policy.view import View
from tests.mails import SENDER, TODAY, a_mail, an_address


class Company:
    """Implements Directory."""

    def __init__(
        self,
        groups: Mapping[str, Sequence[str]] | None = None,
        *,
        manager: str = "",
        head: str = "",
        deputies: Sequence[str] = (),
        registered: Sequence[str] = (),
    ) -> None:
        self._groups = groups or {}
        self._manager = manager
        self._head = head
        self._deputies = deputies
        self._registered = registered

    def groups_of(self, address: Address) -> Sequence[str]:
        return [name for name, members in self._groups.items() if address.key in members]

    def has_group(self, name: str) -> bool:
        return name in self._groups

    def members(self, group: str) -> Sequence[Address]:
        return [an_address(member) for member in self._groups.get(group, ())]

    def department_of(self, _address: Address) -> str:
        return "Sales" if self._head else ""

    def manager_of(self, _address: Address) -> Address | None:
        return an_address(self._manager) if self._manager else None

    def head_of(self, _department: str) -> Address | None:
        return an_address(self._head) if self._head else None

    def deputies_of(self, _address: Address) -> Sequence[Address]:
        return [an_address(each) for each in self._deputies]

    def is_registered(self, address: Address) -> bool:
        return address.key in self._registered


class NineToFive:
    """Implements Calendar: Monday to Friday, 9:00 to 17:00."""

    def is_day_off(self, day: date) -> bool:
        return day.weekday() >= 5

    def is_office_hours(self, at: datetime) -> bool:
        return 9 <= at.hour < 17 and not self.is_day_off(at.date())

    def next_working_time(self, at: datetime) -> datetime:
        while not self.is_office_hours(at):
            at = at.replace(minute=0, second=0) + timedelta(hours=1)
        return at


def a_situation(
    mail: Mail | None = None,
    *,
    now: datetime = TODAY,
    directory: Company | None = None,
    findings: Sequence[Finding] = (),
    header: Sequence[tuple[str, str]] = (),
    protection: Mapping[str, Protection] | None = None,
) -> Situation:
    return Situation(
        mail or a_mail(),
        an_address(SENDER),
        now,
        NineToFive(),
        directory or Company(),
        tuple(findings),
        tuple(header),
        protection,
    )


def why(when: When, situation: Situation) -> Evidence | None:
    """Why the condition holds; None: it does not."""
    found = Condition(when).holds(View(situation, Lexicon([when])))
    return None if found is None else few(found)


def a_rule(
    then: Then | None = None,
    when: When | None = None,
    *,
    rule_id: str = "a-rule",
    title: str = "",
    mode: Mode = Mode.ON,
    layer: Layer = Layer.ORGANISATION,
) -> Placed:
    """A rule that always holds, unless `when` says otherwise."""
    return Placed(Rule(rule_id, then or Then(), when or When(), title, mode), layer)


def a_finding(
    check: str = "keyword", severity: Severity = Severity.WARNING, sentence: str = "It is so."
) -> Finding:
    return Finding(check, severity, sentence)
