"""Rules are asked about each mail; where they cannot be, an organisation's mail stays."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from mailguard.domain.condition import OfHeader, OfRecipients, OfTime, When
from mailguard.domain.inspection import Decision
from mailguard.domain.knowledge import NothingKnown
from mailguard.domain.policy import Policy
from mailguard.domain.received import Opener
from mailguard.domain.rule import Encrypt, Layer, Mode, Placed, Rule, Then
from mailguard.domain.settings import Settings, WorkingHours
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.fallback import inspection_without, preview_of
from mailguard.inspection.ruling import Ruling
from mailguard.rulebook.almanac import almanac_of
from tests.inspection.entries import ACCOUNT, HANAKO, a_request, an_entry
from tests.inspection.test_examiner import TYPES
from tests.mails import an_eml

EVERYTHING = Then(refuse="No.")


def a_policy(
    when: When, then: Then = EVERYTHING, *, mode: Mode = Mode.ON, layer: Layer = Layer.USER
) -> Policy:
    rules = (Placed(Rule("r", then, when, mode=mode), layer),)
    return Policy(Settings(), rules, digest=repr(rules))


def decided(folder: Path, policy: Policy, *headers: str) -> Decision:
    examiner = Examiner([], [], NothingKnown(), TYPES, Ruling(almanac_of))
    octets = "".join(f"{line}\r\n" for line in headers).encode() + an_eml()
    request = replace(a_request(folder, octets), policy=policy)
    return examiner.examine(request, lambda _preview: None).decision


def test_a_rule_that_fits_is_in_the_decision(tmp_path: Path) -> None:
    policy = a_policy(When(recipients=(OfRecipients(domain=("acme.example",)),)))
    decision = decided(tmp_path, policy)
    assert [remark.sentence for remark in decision.refusals] == ["No."]
    assert [fired.id for fired in decision.rules] == ["r"]


def test_one_that_does_not_fit_is_not(tmp_path: Path) -> None:
    policy = a_policy(When(recipients=(OfRecipients(domain=("other.example",)),)))
    assert decided(tmp_path, policy).refusals == ()


def test_rules_see_the_header_decoded(tmp_path: Path) -> None:
    policy = a_policy(When(header=(OfHeader("X-Class", words=("秘密",)),)))
    assert decided(tmp_path, policy, "X-Class: =?utf-8?b?56eY5a+G?=").refusals
    assert not decided(tmp_path, policy, "X-Class: open").refusals


def test_a_watched_rule_is_named_and_asks_nothing(tmp_path: Path) -> None:
    decision = decided(tmp_path, a_policy(When(), mode=Mode.MONITOR))
    assert decision.refusals == ()
    assert [fired.mode for fired in decision.rules] == [Mode.MONITOR]


def test_the_company_calendar_counts(tmp_path: Path) -> None:
    folder = tmp_path / "directory"
    folder.mkdir()
    (folder / "calendar.csv").write_text("date,to,kind\n2000-01-01,2000-02-01,off\n")
    always_open = WorkingHours(begin="00:00", end="23:59", days_off=())
    almanac = almanac_of(str(folder), always_open)
    assert almanac.calendar.is_day_off(date(2000, 1, 15))
    (folder / "calendar.csv").write_text("date,to,kind\n2000-01-01,2000-01-02,off\n")
    assert not almanac_of(str(folder), always_open).calendar.is_day_off(date(2000, 1, 15))


def test_what_is_not_there_yet_lets_nothing_go(tmp_path: Path) -> None:
    decision = decided(tmp_path, a_policy(When(), Then(link=True)))
    assert len(decision.refusals) == 1
    assert "cannot do yet" in decision.refusals[0].sentence


@pytest.mark.parametrize(
    ("layer", "mode", "stays"),
    [
        (Layer.ORGANISATION, Mode.ON, True),
        (Layer.GROUP, Mode.ON, True),
        (Layer.ORGANISATION, Mode.MONITOR, False),
        (Layer.USER, Mode.ON, False),
    ],
)
def test_a_mail_that_no_rule_could_be_asked_about(
    tmp_path: Path, layer: Layer, mode: Mode, stays: bool
) -> None:
    policy = a_policy(When(), layer=layer, mode=mode)
    entry = an_entry(tmp_path, an_eml(), [HANAKO])
    preview = preview_of(entry, ACCOUNT, policy.settings)
    found = inspection_without("It is damaged.", entry, preview, policy)
    assert bool(found.decision.refusals) is stays


def test_rules_that_break_keep_the_organisations_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("mailguard.policy.ruleset.Ruleset.verdict", break_down)
    policy = a_policy(When(time=OfTime(day_off=True)), layer=Layer.ORGANISATION)
    assert decided(tmp_path, policy).refusals


@pytest.mark.parametrize(("clock", "offered"), [("22:15", True), ("10:00", False)])
def test_the_company_s_calendar_says_when_offices_open(
    tmp_path: Path, clock: str, *, offered: bool
) -> None:
    (tmp_path / "calendar.csv").write_text("date,kind\n2026-11-25,off\n", encoding="utf-8")
    at = datetime.fromisoformat(f"2026-11-24T{clock}:00+09:00")
    ruling = Ruling(almanac_of, lambda _mail: at)
    examiner = Examiner([], [], NothingKnown(), TYPES, ruling)
    policy = Policy(Settings(), directory=str(tmp_path), digest="calendar")
    request = replace(a_request(tmp_path, an_eml()), policy=policy)
    later = examiner.examine(request, lambda _preview: None).decision.later
    expected = datetime.fromisoformat("2026-11-26T08:30:00+09:00")
    assert later == (expected if offered else None)


def test_what_the_recipients_will_get_is_told(tmp_path: Path) -> None:
    policy = a_policy(When(), Then(encrypt=Encrypt()))
    examiner = Examiner([], [], NothingKnown(), TYPES, Ruling(almanac_of))
    octets = an_eml(attachments={"図面.csv": b"a,b\n", "plan.txt": b"x"})
    request = replace(a_request(tmp_path, octets), policy=policy)
    found = examiner.examine(request, lambda _preview: None)
    (archive,) = found.arriving
    assert (archive.opener, archive.holds) == (Opener.ZIP_TOOL, ("図面.csv", "plan.txt"))
    assert len(found.needs) == 1


def test_where_no_rule_locks_them_files_arrive_as_they_are(tmp_path: Path) -> None:
    examiner = Examiner([], [], NothingKnown(), TYPES, Ruling(almanac_of))
    request = a_request(tmp_path, an_eml(attachments={"plan.txt": b"x"}))
    found = examiner.examine(request, lambda _preview: None)
    assert (found.arriving, found.needs) == ((), ())
