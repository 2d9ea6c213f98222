"""Fatigue: what speaks up often and never changes a mail is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mailguard.journal.fatigue import ENOUGH, Line, Weariness, fatigue_in

NOW = datetime(2026, 11, 24, tzinfo=UTC)
RULE = "rule:organisation/many"


def a_mail(
    name: str, *found: tuple[str, str], demands: tuple[str, ...] = (), answer: str = "send",
    by: str = "desktop", changed: tuple[str, ...] = (), at: datetime = NOW,
) -> list[Line]:  # fmt: skip
    """The lines of a mail that was looked through and answered."""
    head = {"mail": name, "at": at.isoformat()}
    said = [{"what": what, "severity": severity} for what, severity in found]
    return [
        head | {"what": "inspected", "found": said, "demands": list(demands)},
        head | {"what": "answered", "by": by, "choice": answer, "changed": list(changed)},
    ]


def only(lines: list[Line]) -> Weariness:
    (found,) = fatigue_in(lines, NOW - timedelta(days=90))
    return found


def test_a_warning_asks_and_a_notice_does_not() -> None:
    warned = only(a_mail("a", ("draft-attachment", "warning")))
    assert (warned.fired, warned.asked) == (1, 1)
    noticed = only(a_mail("a", ("draft-attachment", "notice")))
    assert (noticed.fired, noticed.asked) == (1, 0)


def test_a_rule_asks_where_something_had_to_be_done_for_it() -> None:
    assert only(a_mail("a", (RULE, ""), demands=(f"{RULE}:tick",))).asked == 1
    assert only(a_mail("a", (RULE, ""), demands=("attachment:0",))).asked == 0
    assert only(a_mail("a", ("monitored:user/x", ""))).asked == 0


def test_going_back_leaving_somebody_out_and_undo_are_changes() -> None:
    check = ("draft-attachment", "warning")
    undone = [
        *a_mail("a", check),
        {"mail": "a", "at": NOW.isoformat(), "what": "ordered", "order": "undo"},
    ]
    after_all = [
        *undone,
        {"mail": "a", "at": NOW.isoformat(), "what": "ordered", "order": "sendafterall"},
    ]
    assert only(a_mail("a", check, answer="back")).changed == 1
    assert only(a_mail("a", check, changed=("remove-recipient",))).changed == 1
    assert only(undone).changed == 1
    assert only(after_all).changed == 0
    assert only(a_mail("a", check)).changed == 0


def test_what_nobody_saw_or_is_long_ago_does_not_count() -> None:
    check = ("draft-attachment", "warning")
    lines = a_mail("a", check, by="engine") + a_mail("b", check, at=NOW - timedelta(days=100))
    lines += a_mail("c", check)[:1]  # it waits for its answer
    assert fatigue_in(lines, NOW - timedelta(days=90)) == ()


def test_what_asked_often_and_changed_nothing_is_tiring_and_comes_first() -> None:
    often = [line for n in range(ENOUGH) for line in a_mail(f"o{n}", ("a-check", "warning"))]
    helpful = [line for n in range(ENOUGH + 5) for line in a_mail(f"h{n}", ("b-check", "danger"))]
    helpful += a_mail("h", ("b-check", "danger"), answer="back")
    found = fatigue_in([*helpful, *often], NOW - timedelta(days=90))
    assert [(each.what, each.is_tiring) for each in found] == [
        ("a-check", True),
        ("b-check", False),
    ]
