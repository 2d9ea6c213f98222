"""A disk that is really full: a small tmpfs in a mount namespace of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIZE = "3m"


def own_mounts() -> list[str] | None:
    """What starts a program in a mount namespace of its own; None: the system does not let us."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        return None
    command = [unshare, "-m"] if os.geteuid() == 0 else [unshare, "-rm"]
    allowed = subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False,
                             capture_output=True)  # fmt: skip
    return command if allowed.returncode == 0 else None


def test_a_full_disk_loses_nothing_and_takes_nothing_by_half(tmp_path: Path) -> None:
    namespace = own_mounts()
    if namespace is None:
        pytest.skip("no mounts of our own here; test_keeper and test_group_commit fill it by hand")
    script = f'mount -t tmpfs -o size={SIZE} tmpfs "$1" && exec "$2" -m tests.spool.full_disk "$1"'
    done = subprocess.run(
        [*namespace, "sh", "-c", script, "sh", tmp_path, sys.executable],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
