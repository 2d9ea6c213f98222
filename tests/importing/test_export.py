"""The files of an export are read as they are given, folders as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailguard.importing import export
from mailguard.importing.export import ExportError, files_in


def test_files_and_folders_are_read(tmp_path: Path) -> None:
    (tmp_path / "folder" / "deeper").mkdir(parents=True)
    for name in ("b.csv", "a.csv"):
        (tmp_path / "folder" / name).write_bytes(b"1\r\n2\r")
    (tmp_path / "c.txt").touch()
    files = files_in([tmp_path / "folder", tmp_path / "c.txt"])
    assert [file.name for file in files] == ["a.csv", "b.csv", "c.txt"]
    assert files[0].text == "1\n2\n"


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as raised:
        files_in([tmp_path / "none"])
    assert raised.value.path == tmp_path / "none"


def test_a_file_that_is_far_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_LARGEST", 3)
    (tmp_path / "a.csv").write_bytes(b"1234")
    with pytest.raises(ExportError, match="20 MB"):
        files_in([tmp_path])
