"""The channel file: owner-only, whole, and not believed when its engine is gone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mailguard.control import address
from mailguard.control.address import ChannelAddress

OURS = ChannelAddress(49152, b"s" * 32, os.getpid())


def a_process_that_is_gone() -> int:
    """The id of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_what_was_written_is_read(tmp_path: Path) -> None:
    address.write(tmp_path / "channel.json", OURS)
    assert address.read(tmp_path / "channel.json") == OURS


def test_only_its_owner_can_read_it_even_where_an_open_file_lay(tmp_path: Path) -> None:
    path = tmp_path / "channel.json"
    path.touch(0o666)
    address.write(path, OURS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_secret_is_not_in_its_repr() -> None:
    assert "ssss" not in repr(OURS)


def test_an_engine_that_is_gone_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "channel.json"
    address.write(path, ChannelAddress(49152, b"s" * 32, a_process_that_is_gone()))
    assert address.read(path) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b'{"port":0,"secret":"","pid":1}', b'{"port":"49152"}', b"[]"]
)
def test_a_damaged_file_is_no_address(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "channel.json"
    path.write_bytes(content)
    assert address.read(path) is None


def test_no_file_is_no_address(tmp_path: Path) -> None:
    assert address.read(tmp_path / "channel.json") is None


def test_an_engine_takes_away_its_own_file_only(tmp_path: Path) -> None:
    path = tmp_path / "channel.json"
    newer = ChannelAddress(49153, b"n" * 32, os.getpid())
    address.write(path, newer)
    address.remove(path, OURS)
    assert address.read(path) == newer
    address.remove(path, newer)
    assert not path.exists()


def test_two_secrets_differ() -> None:
    assert len({address.new_secret() for _ in range(100)}) == 100
    assert len(address.new_secret()) == 32
