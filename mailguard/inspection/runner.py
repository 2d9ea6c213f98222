"""Runs the checks; one that fails becomes a danger, so that nothing unchecked looks clean."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from mailguard.domain.check import Check
from mailguard.domain.finding import Finding, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.settings import Settings
from mailguard.i18n import _
from mailguard.inspection.budget import Budget

log = logging.getLogger(__name__)

INSPECTION = "inspection"
"""The name under which findings about the inspection itself go."""

ENABLED = "enabled"
"""The setting of every check that turns it off, or on where it is off by default."""


def findings_of(
    checks: Iterable[Check], mail: Mail, knowledge: Knowledge, settings: Settings, budget: Budget
) -> tuple[list[Finding], list[str]]:
    """What the checks found, the worst first, and what was not checked for want of time."""
    found: list[Finding] = []
    late: list[str] = []
    for check in checks:
        if not _is_enabled(check, settings):
            continue
        if budget.is_spent:
            late.append(_(check.title))
            continue
        found += _findings(check, mail, knowledge, settings)
    return sorted(found, key=lambda finding: -finding.severity), _no_time_for(late)


def _no_time_for(titles: Sequence[str]) -> list[str]:
    """One sentence, however many checks it is about."""
    if not titles:
        return []
    sentence = _("There was no time for these checks: {titles}.")
    return [sentence.format(titles=", ".join(f"“{title}”" for title in titles))]


def not_inspected(problems: Iterable[str]) -> Finding:
    """The finding that something of the mail was not checked."""
    sentence = _("Not everything in this mail could be checked.")
    return Finding(INSPECTION, Severity.WARNING, sentence, tuple(problems))


def _findings(
    check: Check, mail: Mail, knowledge: Knowledge, settings: Settings
) -> tuple[Finding, ...]:
    try:
        findings = check.findings(mail, knowledge, _settings(check, settings))
    except Exception as error:  # noqa: BLE001  a check's bug becomes a finding: fail closed, visibly
        log.warning("check %s: %s", check.name, type(error).__name__)  # its text may quote the mail
        sentence = _("“{title}” could not be checked: something went wrong in MailGuard.")
        return (
            Finding(
                check.name,
                Severity.DANGER,
                sentence.format(title=_(check.title)),
                (type(error).__name__,),
            ),
        )
    if check.needs_history and knowledge.is_learning:
        return tuple(replace(finding, severity=Severity.NOTICE) for finding in findings)
    return findings


def _is_enabled(check: Check, settings: Settings) -> bool:
    given = settings.checks.get(check.name)
    return (given.get(ENABLED, check.enabled) if given else check.enabled) is not False


def _settings(check: Check, settings: Settings) -> msgspec.Struct:
    """The check's defaults with what the installation set. Raises msgspec.ValidationError."""
    given = settings.checks.get(check.name)
    return _given_settings.of(check, given) if given else check.settings


class _GivenSettings:
    """A check's settings as they were given last: mail after mail comes with the same."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Mapping[str, object], msgspec.Struct]] = {}

    def of(self, check: Check, given: Mapping[str, object]) -> msgspec.Struct:
        """Raises msgspec.ValidationError."""
        last = self._last.get(check.name)
        if last is None or last[0] is not given:
            last = self._last[check.name] = (given, _with_defaults(check, given))
        return last[1]


_given_settings = _GivenSettings()


def _with_defaults(check: Check, given: Mapping[str, object]) -> msgspec.Struct:
    defaults = check.settings
    own = {name: value for name, value in given.items() if name != ENABLED}
    return msgspec.convert({**msgspec.structs.asdict(defaults), **own}, type(defaults))
