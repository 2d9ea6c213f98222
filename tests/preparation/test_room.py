"""Where actions put what is too much to be held."""

from __future__ import annotations

import hashlib
import stat
import sys
from pathlib import Path

import pytest

from mailguard.preparation.room import FolderRoom


def test_results_lie_one_behind_the_other(tmp_path: Path) -> None:
    with FolderRoom(tmp_path / "results") as room:
        first, second = room.keep([b"ab", b"c"]), room.keep([b"defg"])
    assert (tmp_path / "results").read_bytes() == b"abcdefg"
    assert (first.offset, first.length, second.offset, second.length) == (0, 3, 3, 4)
    assert second.sha256 == hashlib.sha256(b"defg").digest()
    assert second.path == str(tmp_path / "results")


def test_without_results_there_is_no_file(tmp_path: Path) -> None:
    with FolderRoom(tmp_path / "results") as room, room.scratch() as scratch:
        scratch.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_where_the_action_fails_nothing_is_left(tmp_path: Path) -> None:
    def failing() -> None:
        with FolderRoom(tmp_path / "results") as room:
            room.keep([b"x"])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights of Unix")
def test_only_the_owner_reads_them(tmp_path: Path) -> None:
    with FolderRoom(tmp_path / "results") as room:
        room.keep([b"x"])
    assert stat.S_IMODE((tmp_path / "results").stat().st_mode) == 0o600


def test_an_older_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "results").write_bytes(b"old")
    room = FolderRoom(tmp_path / "results")
    with pytest.raises(FileExistsError):
        room.keep([b"x"])
