"""The worker cannot take the computer with it."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


def run(program: str) -> subprocess.CompletedProcess[str]:
    head = "from mailguard.inspection import limits\nlimits.confine()\n"
    return subprocess.run(
        [sys.executable, "-c", head + program], capture_output=True, text=True, check=False
    )


def test_memory_is_limited() -> None:
    done = run("x = bytearray(2 * limits.MEMORY)")
    assert "MemoryError" in done.stderr


def test_half_of_it_can_be_used() -> None:
    assert run("x = bytearray(limits.MEMORY // 2)").returncode == 0


def test_computing_for_one_mail_is_limited() -> None:
    done = run("limits.CPU_TIME = 0\nlimits.allow_another_mail()\nwhile True: pass")
    assert done.returncode == -signal.SIGXCPU


def test_each_mail_gets_its_own_time() -> None:
    done = run(
        "import time\nlimits.CPU_TIME = 1\n"
        "while time.process_time() < 3: limits.allow_another_mail()"
    )
    assert done.returncode == 0
