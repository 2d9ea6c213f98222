"""A check: one pure function that looks at a mail and states what its sender should know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from mailguard.domain.finding import About, Finding, OfMail, Place, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail


class Fact(msgspec.Struct, frozen=True):
    """What a check yields: a finding that does not yet know its check's name."""

    severity: Severity
    sentence: str
    evidence: tuple[str, ...] = ()
    place: Place = OfMail()
    about: About | None = None


S = TypeVar("S", bound=msgspec.Struct)

CheckFunction = Callable[[Mail, Knowledge, S], Iterable[Fact]]


class NoSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a check that has none."""


class Check(msgspec.Struct, frozen=True):
    """A check with its name, its title for people, and its settings' defaults."""

    name: str
    title: str
    severity: Severity  # of most of its findings
    settings: msgspec.Struct
    function: Callable[[Mail, Knowledge, Any], Iterable[Fact]]
    needs_history: bool = False  # it can only notice, until enough mail was seen
    enabled: bool = True  # unless the installation says otherwise

    def findings(
        self, mail: Mail, knowledge: Knowledge, settings: msgspec.Struct
    ) -> tuple[Finding, ...]:
        """Everything this check has to say about `mail`. Raises whatever the check raises."""
        return tuple(
            Finding(self.name, f.severity, f.sentence, f.evidence, f.place, f.about)
            for f in self.function(mail, knowledge, settings)
        )


def check(
    name: str,
    *,
    title: str,
    severity: Severity,
    settings: S,
    needs_history: bool = False,
    enabled: bool = True,
) -> Callable[[CheckFunction[S]], Check]:
    """Makes a `Check` of the function below it; `settings` holds the defaults."""

    def wrap(function: CheckFunction[S]) -> Check:
        return Check(name, title, severity, settings, function, needs_history, enabled)

    return wrap
