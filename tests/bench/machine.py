"""What the figures depend on: the machine, its disk, and the versions of what is measured."""

import importlib.metadata
import os
import platform
import shutil
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import percentile

MEMORY_FILE_SYSTEMS = {"tmpfs", "ramfs"}


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine a run was made on."""

    file_system: str
    fsync_times: Sequence[float]  # seconds, see `durable_file_times`
    load: float  # of the minute before the run, in processors

    @property
    def sentence(self) -> str:
        """One sentence for the page."""
        middle = 1000 * statistics.median(self.fsync_times)
        high = 1000 * percentile(self.fsync_times, 0.95)
        return (
            f"{time.strftime('%Y-%m-%d')}: {os.cpu_count()} processors, {platform.system()} "
            f"{platform.release().partition('-')[0]}, {self.file_system}, Python "
            f"{platform.python_version()}, aiosmtpd {importlib.metadata.version('aiosmtpd')}, "
            f"Postfix {_postfix_version()}; load {self.load:.1f} before the run. "
            f"One durable 4 KB file (write, fsync, rename, fsync of the folder) takes "
            f"{middle:.2f} ms (p95 {high:.2f})."
        )


def describe(folder: Path) -> Machine:
    """The machine, with the disk that holds `folder`."""
    return Machine(file_system(folder), durable_file_times(folder, 100), os.getloadavg()[0])


def is_memory_only(folder: Path) -> bool:
    """Whether `folder` is in memory, where an fsync costs nothing and durability means nothing."""
    return file_system(folder) in MEMORY_FILE_SYSTEMS


def file_system(folder: Path) -> str:
    """The type of the file system that holds `folder`: ext4, tmpfs …; a chroot may hide it."""
    found = folder.resolve()
    mounts = (line.split() for line in Path("/proc/mounts").read_text().splitlines())
    kinds = {Path(place): kind for _, place, kind, *_ in mounts if found.is_relative_to(place)}
    return kinds[max(kinds, key=lambda place: len(place.parts))] if kinds else "unknown"


def durable_file_times(folder: Path, count: int) -> list[float]:
    """Seconds each of `count` new 4 KB files takes to be safe on the disk under its name."""
    return [_durable_file_time(folder, number) for number in range(count)]


def _durable_file_time(folder: Path, number: int) -> float:
    octets = os.urandom(4096)
    started = time.perf_counter()
    unfinished, finished = folder / f"{number}.tmp", folder / f"{number}.done"
    with unfinished.open("wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(finished)
    place = os.open(folder, os.O_RDONLY)
    os.fsync(place)
    os.close(place)
    took = time.perf_counter() - started
    finished.unlink()
    return took


def _postfix_version() -> str:
    command = shutil.which("postconf") or shutil.which("postconf", path="/usr/sbin")
    if command is None:
        return "absent"
    return subprocess.run(
        [command, "-d", "-h", "mail_version"], check=True, capture_output=True, text=True
    ).stdout.strip()
