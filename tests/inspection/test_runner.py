"""The checks are run; one that fails is a danger, and one there was no time for is named."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from msgspec.structs import replace

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge, NothingKnown
from mailguard.domain.mail import Mail
from mailguard.domain.settings import Settings
from mailguard.inspection.budget import Budget
from mailguard.inspection.runner import findings_of
from tests.checks.knowing import Known
from tests.mails import a_mail


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    most: int = 5


@check("notices", title="Notices", severity=Severity.WARNING, settings=Limits())
def notices(_mail: Mail, _knowledge: Knowledge, limits: Limits) -> Iterator[Fact]:
    yield Fact(Severity.NOTICE, f"At most {limits.most}.")


@check("warns", title="Warns", severity=Severity.WARNING, settings=NoSettings())
def warns(_mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    yield Fact(Severity.WARNING, "Look out.")


@check("breaks", title="Breaks", severity=Severity.WARNING, settings=NoSettings())
def breaks(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    yield Fact(Severity.NOTICE, "Found this.")
    raise ValueError(mail.subject)


def enough_time() -> Budget:
    return Budget(60)


def test_the_worst_finding_comes_first() -> None:
    found, _ = findings_of([notices, warns], a_mail(), NothingKnown(), Settings(), enough_time())
    assert [finding.check for finding in found] == ["warns", "notices"]


def test_a_broken_check_is_a_danger_and_the_others_are_run(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found, _ = findings_of(
        [breaks, warns], a_mail(subject="secret"), NothingKnown(), Settings(), enough_time()
    )
    assert [(f.check, f.severity) for f in found] == [
        ("breaks", Severity.DANGER),
        ("warns", Severity.WARNING),
    ]
    assert found[0].evidence == ("ValueError",)
    assert "secret" not in caplog.text


def test_a_check_gets_its_settings() -> None:
    settings = Settings(checks={"notices": {"most": 7}})
    (finding,), _ = findings_of([notices], a_mail(), NothingKnown(), settings, enough_time())
    assert finding.sentence == "At most 7."


def test_new_settings_hold_from_the_next_mail_on() -> None:
    for most in (7, 8):
        settings = Settings(checks={"notices": {"most": most}})
        (finding,), _ = findings_of([notices], a_mail(), NothingKnown(), settings, enough_time())
        assert finding.sentence == f"At most {most}."


@pytest.mark.parametrize("wrong", [{"most": "many"}, {"least": 1}])
def test_settings_that_do_not_fit_never_open_the_gate(wrong: dict[str, object]) -> None:
    settings = Settings(checks={"notices": wrong})
    (finding,), _ = findings_of([notices], a_mail(), NothingKnown(), settings, enough_time())
    assert finding.severity is Severity.DANGER


def test_what_there_was_no_time_for_is_named() -> None:
    late = [warns, notices]
    found, unchecked = findings_of(late, a_mail(), NothingKnown(), Settings(), Budget(0))
    assert found == []
    assert unchecked == ["There was no time for these checks: “Warns”, “Notices”."]


@check(
    "finds-something-unusual",
    title="Unusual",
    severity=Severity.WARNING,
    settings=NoSettings(),
    needs_history=True,
)
def unusual(_mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    yield Fact(Severity.DANGER, "unusual")


def severities(knowledge: Knowledge, settings: Settings) -> list[Severity]:
    found, _ = findings_of([unusual], a_mail(), knowledge, settings, enough_time())
    return [finding.severity for finding in found]


def test_what_needs_history_only_notices_until_enough_mail_was_seen() -> None:
    assert severities(Known(is_learning=True), Settings()) == [Severity.NOTICE]
    assert severities(Known(is_learning=False), Settings()) == [Severity.DANGER]


def test_a_check_can_be_turned_off_and_on() -> None:
    name = unusual.name
    assert severities(Known(), Settings(checks={name: {"enabled": False}})) == []
    assert severities(Known(), Settings(checks={name: {"enabled": True}})) == [Severity.DANGER]
    off = replace(unusual, enabled=False)
    found, _ = findings_of([off], a_mail(), Known(), Settings(), enough_time())
    assert found == []
