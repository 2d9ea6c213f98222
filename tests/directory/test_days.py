"""The company's calendar, as a spreadsheet and as calendar programs write it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mailguard.directory.days import company_days_in
from mailguard.policy.working_time import CompanyDays

TODAY = date(2026, 11, 24)


def days(folder: Path) -> CompanyDays:
    found, problems = company_days_in(folder, TODAY)
    assert problems == ()
    return found


def ics(folder: Path, *events: str) -> None:
    text = "".join(
        f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT\n" for n, event in enumerate(events)
    )
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{text}END:VCALENDAR\n"
    (folder / "calendar.ics").write_bytes(whole.replace("\n", "\r\n").encode())


def test_no_files_say_nothing(tmp_path: Path) -> None:
    assert days(tmp_path) == CompanyDays()


def test_a_spreadsheet_names_days_off_and_working_days(tmp_path: Path) -> None:
    rows = "日付,終了日,区分,名称\n2026/8/13,2026/8/15,休業日,夏季休業\n2026-11-28,,出勤日,棚卸し\n"
    (tmp_path / "calendar.csv").write_bytes(rows.encode("cp932"))
    found = days(tmp_path)
    assert sorted(found.off) == [date(2026, 8, 13), date(2026, 8, 14), date(2026, 8, 15)]
    assert found.working == {date(2026, 11, 28)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-13-01,,,", "2026-13-01"),
        ("2026-08-15,2026-08-13,,", "check both dates"),
        ("2026-08-15,2036-08-15,,", "check both dates"),
        ("2026-08-15,,perhaps,", "perhaps"),
        (",2026-08-15,,", "date"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_hold(tmp_path: Path, row: str, words: str) -> None:
    (tmp_path / "calendar.csv").write_text(f"date,until,kind,name\n{row}\n2026-12-29,,,\n")
    found, problems = company_days_in(tmp_path, TODAY)
    assert found.off == {date(2026, 12, 29)}
    assert [problem.line for problem in problems] == [2]
    assert words in problems[0].sentence


def test_whole_days_of_a_calendar_are_days_off(tmp_path: Path) -> None:
    ics(tmp_path, "DTSTART;VALUE=DATE:20261229\nDTEND;VALUE=DATE:20270104\nSUMMARY:年末年始休業")
    assert len(days(tmp_path).off) == 6


def test_meetings_are_no_days_off(tmp_path: Path) -> None:
    ics(tmp_path, "DTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nSUMMARY:Meeting")
    assert days(tmp_path) == CompanyDays()


def test_days_that_come_again_come_again(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20270601"
    ics(tmp_path, f"DTSTART;VALUE=DATE:20200601\n{rule}\nSUMMARY:創立記念日")
    off = days(tmp_path).off
    assert date(2026, 6, 1) in off
    assert date(2027, 6, 1) not in off
    assert date(2028, 6, 1) in off


def test_a_working_saturday_by_its_category_or_name(tmp_path: Path) -> None:
    ics(
        tmp_path,
        "DTSTART;VALUE=DATE:20261128\nCATEGORIES:出勤日\nSUMMARY:棚卸し",
        "DTSTART;VALUE=DATE:20261205\nSUMMARY:出勤日",
    )
    assert days(tmp_path).working == {date(2026, 11, 28), date(2026, 12, 5)}


@pytest.mark.parametrize("octets", [b"", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\n", b"hello"])
def test_a_file_that_is_no_calendar_never_stops_anything(tmp_path: Path, octets: bytes) -> None:
    (tmp_path / "calendar.ics").write_bytes(octets)
    found, problems = company_days_in(tmp_path, TODAY)
    assert found == CompanyDays()
    assert all("calendar.ics" in problem.sentence for problem in problems)


def test_a_rule_that_never_ends_ends(tmp_path: Path) -> None:
    ics(tmp_path, "DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY\nSUMMARY:x")
    assert len(days(tmp_path).off) < 366 * 7
