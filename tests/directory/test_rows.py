"""The directory's files are read line by line; what is wrong in one does not touch the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailguard.directory.rows import Staff, staff_in


def staff(folder: Path, **files: str | bytes) -> tuple[Staff, list[str]]:
    for name, content in files.items():
        octets = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(octets)
    found, problems = staff_in(folder)
    return found, [str(problem).removeprefix(f"{folder}/") for problem in problems]


def test_a_folder_that_is_not_there_has_nobody(tmp_path: Path) -> None:
    assert staff_in(tmp_path / "nowhere") == (Staff(), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_files_are_read_as_utf_8_and_as_excel_writes_them(tmp_path: Path, encoding: str) -> None:
    text = "メールアドレス,氏名,部署,上司\r\na@x.example,髙橋,総務部,\r\n"
    found, problems = staff(tmp_path, people=text.encode(encoding))
    assert problems == []
    assert [(str(p.address), p.department) for p in found.people] == [("a@x.example", "総務部")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nobody,,,", "line 3: “nobody” is no mail address."),
        (",,,", None),
        (",x,,", "line 3: “address” is empty. Please fill it in."),
        ("b@x.example,,boss,", "line 3: “boss” is no mail address."),
        ("b@x.example,,,2026-13-01", "line 3: “2026-13-01” is no date. Write it as 2026-04-01."),
        ("b@x.example,,,,2026-01-01,x", "line 3: there are more commas than columns."),
        ('b@x.example,"sales" x,,', "line 3: this line cannot be read."),
        ("b@x.example,,,2026-04-01,2026-03-31", "line 3: it ends before it begins."),
    ],
)
def test_a_line_that_says_nothing_is_named_and_the_others_hold(
    tmp_path: Path, line: str, words: str | None
) -> None:
    heading = "address,department,manager,valid_from,valid_until"
    found, problems = staff(
        tmp_path, people=f"{heading}\na@x.example,,,,\n{line}\nc@x.example,,,2026/4/1,\n"
    )
    assert [person.address.local for person in found.people] == ["a", "c"]
    (problem,) = problems if words else ("",)
    assert problem.startswith(f"people.csv, {words}" if words else "")


def test_a_heading_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    found, (problem,) = staff(tmp_path, groups="group\nsales\n")
    assert problem.startswith("groups.csv, line 1: the first line has to name the columns;")
    assert "member" in problem
    assert found.memberships == ()


def test_a_column_that_is_not_known_is_named_and_left_out(tmp_path: Path) -> None:
    found, (problem,) = staff(tmp_path, people="address,phone\na@x.example,1\n")
    assert "there is no column “phone” here" in problem
    assert len(found.people) == 1


def test_a_file_in_no_known_encoding_is_named(tmp_path: Path) -> None:
    _found, (problem,) = staff(tmp_path, people=b"address\n\xff\xff\x81\n")
    assert "Please save this file as CSV in UTF-8" in problem


def test_a_line_is_counted_from_where_it_begins(tmp_path: Path) -> None:
    _found, (problem,) = staff(tmp_path, people='address,name\na@x.example,"two\nlines"\nb,\n')
    assert "line 4: “b”" in problem


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text('address,memb"\n\r@x.\0 é', max_size=80)))
def test_any_file_gives_lines_or_sentences(tmp_path: Path, content: str | bytes) -> None:
    octets = content if isinstance(content, bytes) else content.encode()
    for name, heading in (
        ("people", b""),
        ("groups", b"group,member\n"),
        ("lists", b"list,member\n"),
    ):
        (tmp_path / f"{name}.csv").write_bytes(heading + octets)
    _found, problems = staff_in(tmp_path)
    assert all(str(problem).startswith(str(tmp_path)) for problem in problems)
