"""One engine per data folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mailguard.control import single

HOLDER = """
import sys
from pathlib import Path
from mailguard.control import single
held = single.acquire(Path(sys.argv[1]))
print("held" if held else "taken", flush=True)
sys.stdin.read()
"""


def test_the_second_does_not_get_it_until_the_first_lets_go(tmp_path: Path) -> None:
    first = single.acquire(tmp_path / "engine.lock")
    assert first is not None
    assert single.acquire(tmp_path / "engine.lock") is None
    first.close()
    second = single.acquire(tmp_path / "engine.lock")
    assert second is not None
    second.close()


def test_a_file_left_behind_locks_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "engine.lock").touch()
    held = single.acquire(tmp_path / "engine.lock")
    assert held is not None
    held.close()


def test_another_processes_lock_goes_with_that_process_however_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "engine.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline().strip() == b"held"
        assert single.acquire(path) is None
        other.kill()
    held = single.acquire(path)
    assert held is not None
    held.close()
