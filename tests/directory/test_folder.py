"""A folder of the directory is read again when a file in it changes, and when a day begins."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from mailguard.directory.folder import DirectoryFolder
from mailguard.domain.address import Address

TARO = Address.parse("taro@example.co.jp")


def write(folder: Path, line: str) -> None:
    path = folder / "people.csv"
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(f"address,department,valid_from\n{line}\n", "utf-8")
    os.utime(path, ns=(before + 1, before + 1))


def test_a_changed_file_counts_at_once(tmp_path: Path) -> None:
    directory = DirectoryFolder(tmp_path)
    assert directory.current().department_of(TARO) == ""
    write(tmp_path, f"{TARO},sales,")
    assert directory.current().department_of(TARO) == "sales"
    write(tmp_path, f"{TARO},stock,")
    assert directory.current().department_of(TARO) == "stock"


def test_nothing_is_read_twice_without_need(tmp_path: Path) -> None:
    write(tmp_path, f"{TARO},sales,")
    directory = DirectoryFolder(tmp_path)
    assert directory.current() is directory.current()


def test_a_day_that_begins_counts(tmp_path: Path) -> None:
    days = [date(2026, 3, 31)]
    write(tmp_path, f"{TARO},sales,2026-04-01")
    directory = DirectoryFolder(tmp_path, lambda: days[-1])
    assert directory.current().department_of(TARO) == ""
    days.append(days[0] + timedelta(days=1))
    assert directory.current().department_of(TARO) == "sales"


def test_a_member_that_is_nobody_is_named(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text("group,member\na,nowhere\nb,a\n", "utf-8")
    directory = DirectoryFolder(tmp_path)
    directory.current()
    (problem,) = map(str, directory.problems)
    assert "the member “nowhere” is neither an address nor a group" in problem
