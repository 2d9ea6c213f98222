"""The check date-weekday. The mails are of Tuesday, 24 November 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailguard.checks.date_weekday import date_weekday
from mailguard.domain.finding import OfText
from tests.checks.knowing import NothingKnown
from tests.mails import TODAY, a_mail

DAYS = "月火水木金土日"


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    findings = date_weekday.findings(a_mail(text=text), NothingKnown(), date_weekday.settings)
    return [(finding.sentence, finding.evidence) for finding in findings]


@pytest.mark.parametrize(
    ("text", "said", "is_"),
    [
        ("打ち合わせは11月25日(木)です", "11月25日(木)", "2026-11-25 is a Wednesday."),
        ("11/25（木）14時", "11/25(木)", "2026-11-25 is a Wednesday."),
        ("１１月２５日（木曜日）", "11月25日(木曜日)", "2026-11-25 is a Wednesday."),
        ("2026年12月1日(水)", "2026年12月1日(水)", "2026-12-01 is a Tuesday."),
        ("2027/1/5（月）", "2027/1/5(月)", "2027-01-05 is a Tuesday."),
        ("令和8年11月25日（木）", "令和8年11月25日(木)", "2026-11-25 is a Wednesday."),
        ("1月8日(木)", "1月8日(木)", "2027-01-08 is a Friday."),
        ("on Monday, November 25", "Monday, November 25", "2026-11-25 is a Wednesday."),
        ("Thursday, 25 Nov 2026", "Thursday, 25 Nov 2026", "2026-11-25 is a Wednesday."),
        ("December 1st (Wed)", "December 1st (Wed)", "2026-12-01 is a Tuesday."),
        ("12月9日金曜日の午前", "12月9日金曜", "2026-12-09 is a Wednesday."),
        ("11/23(火・祝)", "11/23(火・祝)", "2026-11-23 is a Monday."),
        ("3/22（火・振休）", "3/22(火・振休)", "2027-03-22 is a Monday."),
        ("on Thursday, December 4", "Thursday, December 4", "2026-12-04 is a Friday."),
        ("does Wed 3 Dec work?", "Wed 3 Dec", "2026-12-03 is a Thursday."),
        ("11月31日（火）", "11月31日(火)", "There is no such day: 11月31日(火)"),
        ("昨年12月1日（火）", "12月1日(火)", "2025-12-01 is a Monday."),
        ("来年の1月15日（木）", "1月15日(木)", "2027-01-15 is a Friday."),
        ("2月30日(月)", "2月30日(月)", "There is no such day: 2月30日(月)"),
    ],
)
def test_a_wrong_weekday_is_told_with_the_right_one(text: str, said: str, is_: str) -> None:
    assert found(text) == [(is_, (said,))]


@pytest.mark.parametrize(
    "text",
    [
        "11月25日(水)です",
        "2026/11/25（水・祝）",
        "令和8年11月25日（水）",
        "Wednesday, November 25",
        "11月25日（仮）",
        "1/11(祝・月)から",
        "12月3日（水）と記載しましたが、正しくは12月3日（木）です。",
        "昨年12月1日（月）の点検",
        "来年12月1日（水）まで",
        "11/24 (tue) 10:00",
        "第3回(土)",
        "3/4(日割り)",
        "比率は1/2（水1:油2）",
        "Sunday driver in May 2026",
        "Sun Mar 15 20:37",  # of this year, as programs write it
        "10月1日（木）に伺いました",  # within the last weeks
        "6/3（水）　初回訪問",  # months ago; next year it is a Thursday
    ],
)
def test_right_ones_and_no_dates_are_silent(text: str) -> None:
    assert found(text) == []


def test_its_place_is_in_the_text() -> None:
    (finding,) = date_weekday.findings(
        a_mail(text="日時：11月25日（木）"), NothingKnown(), date_weekday.settings
    )
    assert finding.place == OfText(3, 12)


def test_without_a_date_of_the_mail_only_years_tell() -> None:
    mail = a_mail(text="11月25日(木)", date=None)
    assert date_weekday.findings(mail, NothingKnown(), date_weekday.settings) == ()


@given(st.integers(-50, 160), st.integers(0, 6))
def test_any_day_of_the_coming_months_is_right_only_with_its_weekday(ahead: int, said: int) -> None:
    day: date = TODAY.date() + timedelta(days=ahead)
    is_silent = found(f"{day.month}月{day.day}日（{DAYS[said]}）") == []
    assert is_silent is (day.weekday() == said)
