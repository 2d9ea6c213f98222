"""A file is replaced as a whole, and read by its owner only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mailguard import files


def test_the_new_content_replaces_the_old(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    files.replace(path, b"old")
    files.replace(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "accounts.json"
    files.replace(path, b"old")

    def fail(_: int) -> None:
        raise OSError("no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        files.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_it_is_on_the_disk_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def noted_replace(draft: Path, path: Path) -> Path:
        done.append("rename")
        return replace(draft, path)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    files.replace(tmp_path / "accounts.json", b"new")
    assert done == ["fsync", "rename", "fsync"]


def test_creating_never_overwrites(tmp_path: Path) -> None:
    files.create(tmp_path / "mail.eml", b"first")
    with pytest.raises(FileExistsError):
        files.create(tmp_path / "mail.eml", b"second")
    assert (tmp_path / "mail.eml").read_bytes() == b"first"


def test_a_damaged_file_is_set_aside_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "secrets.bin"
    path.write_bytes(b"damaged")
    aside = files.set_aside(path)
    assert not path.exists()
    assert aside.read_bytes() == b"damaged"
    assert aside.name.startswith("secrets.bin.damaged-")
