"""Kinds of file systems."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mailguard.spool import filesystem
from mailguard.spool.filesystem import NETWORK, is_network, kind, kind_among

MOUNTS = r"""
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
//server/share /home/taro/My\040Documents cifs rw 0 0
host:/data /srv/data fuse.sshfs rw 0 0
tmpfs /srv/data/fast tmpfs rw 0 0
/dev/sdb1 /twice ext4 rw 0 0
server:/twice /twice NFS rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "ext4"),
        ("/var/lib", "ext4"),
        ("/homework", "ext4"),
        ("/home", "nfs4"),
        ("/home/taro", "nfs4"),
        ("/home/taro/My Documents/mail", "cifs"),
        ("/srv/data/x", "fuse.sshfs"),
        ("/srv/data/fast/x", "tmpfs"),
        ("/twice/x", "nfs"),
    ],
)
def test_the_deepest_mount_holds_the_path(path: str, expected: str) -> None:
    assert kind_among(MOUNTS, Path(path)) == expected
    assert (expected in NETWORK) is (expected not in ("ext4", "tmpfs"))


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert kind_among("", Path("/")) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc/mounts")
def test_this_system_tells_its_kinds(tmp_path: Path) -> None:
    assert kind(Path("/proc/self")) == "proc"  # a chroot may hide what / lies on
    assert is_network(tmp_path) is (kind(tmp_path) in NETWORK)


@pytest.mark.skipif(sys.platform == "win32", reason="has no mount command")
def test_without_a_list_of_mounts_the_command_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = (
        "/dev/disk3s1 on / (apfs, sealed, local, read-only, journaled)\n"
        f"//taro@server/share on {tmp_path} (smbfs, nodev, nosuid, mounted by taro)\n"
    )

    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, listing)

    monkeypatch.setattr(filesystem, "_MOUNTS", tmp_path / "nothing")
    monkeypatch.setattr(subprocess, "run", run)
    assert kind(tmp_path) == "smbfs"
    assert kind(Path("/")) == "apfs"
    assert is_network(tmp_path)
