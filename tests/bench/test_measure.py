"""Processor time, memory and percentiles are read as the kernel and the textbook mean them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.machine import durable_file_times, file_system
from tests.bench.measure import (
    peak_memory,
    percentile,
    process_tree,
    processor_seconds,
    reset_peak,
)

# A child that works for 0.2 s and holds 40 MB, in a parent that waits for it or for a line.
WORK = "import time; x = bytearray(40_000_000)\nwhile time.process_time() < 0.2: pass"
CALL = "\nprint(flush=True)\ninput()"
PARENT = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {WORK!r}])
child = subprocess.Popen([sys.executable, "-c", {WORK + CALL!r}])
child.wait()
"""


@pytest.fixture(scope="module")
def family() -> Iterator[int]:
    """A parent whose first child has ended and whose second has done its work and waits."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        yield parent.pid
        parent.communicate(b"\n")


def test_a_tree_is_the_process_and_its_descendants(family: int) -> None:
    tree = process_tree(family)
    assert tree[0] == family
    assert len(tree) == 2
    assert family in process_tree(os.getpid())


def test_processor_time_counts_living_and_ended_descendants(family: int) -> None:
    assert processor_seconds(family) >= 0.38


def test_peak_memory_is_that_of_all_and_of_the_first(family: int) -> None:
    memory = peak_memory(family)
    assert memory.process_count == 2
    assert memory.main_process < 40_000_000 < memory.all_processes


def test_a_reset_forgets_what_was_freed() -> None:
    octets = bytearray(60_000_000)
    before = peak_memory(os.getpid()).main_process
    del octets
    reset_peak(os.getpid())
    assert peak_memory(os.getpid()).main_process < before - 50_000_000


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7.0], 0.95, 7.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([float(n) for n in range(1, 101)], 0.95, 95.0),
        ([float(n) for n in range(1, 101)], 1.0, 100.0),
    ],
)
def test_a_percentile_is_the_nearest_rank(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == expected


def test_a_file_system_is_that_of_the_nearest_mount() -> None:
    assert file_system(Path("/proc/self")) == "proc"
    assert file_system(Path("/")) != "proc"


def test_durable_files_leave_nothing_behind(tmp_path: Path) -> None:
    times = durable_file_times(tmp_path, 3)
    assert len(times) == 3
    assert all(time > 0 for time in times)
    assert list(tmp_path.iterdir()) == []
