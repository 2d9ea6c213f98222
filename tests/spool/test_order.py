"""The order of system calls before a 250, as the kernel saw it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.spool.one_mail import FAULTS
from tests.spool.system_calls import Call, broken_promise, parse

ROOT = Path(__file__).parents[2]
CALLS = "openat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2"
MISSED = {
    "none": "",
    "no-fsync-of-the-file": "the file is synced",
    "no-fsync-of-the-folder": "the folder is synced",
    "no-fsync-of-the-log": "the log is synced",
    "rename-before-fsync": "the file is synced",
    "reply-before-commit": "there is one reply",
    "reply-before-keeping": "there is one reply",
}


def traced(folder: Path, fault: str) -> list[Call]:
    """The calls of a process that takes one mail in."""
    trace = folder.with_suffix(".trace")
    strace = shutil.which("strace")
    assert strace, "strace is among the packages for tests"
    program = (sys.executable, "-m", "tests.spool.one_mail", str(folder), fault)
    watched = (strace, "-f", "-y", "-s", "64", "-o", str(trace), "-e", f"trace={CALLS}", *program)
    subprocess.run(watched, cwd=ROOT, check=True, capture_output=True)
    with trace.open(encoding="utf-8", errors="replace") as lines:
        return parse(line.rstrip("\n") for line in lines)


@pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
@pytest.mark.parametrize("fault", FAULTS)
def test_file_name_folder_and_row_are_durable_before_the_reply(tmp_path: Path, fault: str) -> None:
    folder = tmp_path / "spool"
    assert broken_promise(traced(folder, fault), str(folder)) == MISSED[fault]


def test_a_call_that_another_thread_interrupts_is_read_whole() -> None:
    calls = parse(
        [
            "10 fsync(5</spool/a.tmp> <unfinished ...>",
            '11 write(1<pipe:[1]>, "250 ok", 6) = 6',
            "10 <... fsync resumed>)               = 0",
            "12 +++ exited with 0 +++",
        ]
    )
    assert calls == [
        Call("write", '1<pipe:[1]>, "250 ok", 6) = 6', 1, 1),
        Call("fsync", "5</spool/a.tmp> )               = 0", 0, 2),
    ]


def test_a_row_that_is_written_after_the_last_sync_is_not_durable() -> None:
    steps = [
        '1 write(5</s/a.tmp>, "MailGuard mail 1", 16) = 16',
        "1 fsync(5</s/a.tmp>) = 0",
        '1 rename("/s/a.tmp", "/s/a.mail") = 0',
        "1 fsync(6</s>) = 0",
        '1 pwrite64(7</s/spool.sqlite-wal>, "", 24, 0) = 24',
        "1 fdatasync(7</s/spool.sqlite-wal>) = 0",
        '1 write(1<pipe:[1]>, "250 ok", 6) = 6',
    ]
    assert broken_promise(parse(steps), "/s") == ""
    late = [*steps[:-1], steps[4], steps[-1]]
    assert broken_promise(parse(late), "/s") == "the log is synced"


def test_a_sync_that_fails_makes_nothing_durable() -> None:
    calls = parse(
        [
            '1 write(5</s/a.tmp>, "MailGuard mail 1", 16) = 16',
            "1 fsync(5</s/a.tmp>) = -1 EIO (Input/output error)",
        ]
    )
    assert broken_promise(calls, "/s") == "the file is synced"
