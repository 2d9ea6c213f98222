"""What a target costs: processor time and peak memory of its process tree, and percentiles."""

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")
RESET_PEAK = "5"  # proc(5), clear_refs: the peak becomes what is resident now


@dataclass(frozen=True, slots=True)
class Memory:
    """Peak resident memory in bytes since the last reset; shared pages count in each process."""

    all_processes: int
    main_process: int
    process_count: int


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile, `share` in 0..1: p95 of 200 values is the 190th."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def process_tree(root: int) -> list[int]:
    """`root` and its living descendants, `root` first."""
    children: dict[int, list[int]] = {}
    for process, fields in _stats():
        children.setdefault(int(fields[1]), []).append(process)
    tree = [root]
    for process in tree:
        tree.extend(children.get(process, ()))
    return tree


def processor_seconds(root: int) -> float:
    """Processor time the tree has used, with that of descendants that have ended."""
    tree = set(process_tree(root))
    # proc(5), stat: utime, stime and, for children that were waited for, cutime, cstime
    return TICK * sum(
        sum(int(ticks) for ticks in fields[11:15])
        for process, fields in _stats()
        if process in tree
    )


def reset_peak(root: int) -> None:
    """Forget the peak memory up to now."""
    for process in process_tree(root):
        (PROC / str(process) / "clear_refs").write_text(RESET_PEAK)


def peak_memory(root: int) -> Memory:
    """The peaks of the living processes of the tree, added up."""
    peaks = [_peak(process) for process in process_tree(root)]
    return Memory(sum(peaks), peaks[0], len(peaks))


def _stats() -> Iterator[tuple[int, list[str]]]:
    """Each process and its fields of proc(5) `stat` after the name: state, parent, …"""
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            fields = _read(folder / "stat").rpartition(")")[2].split()
            if fields:
                yield int(folder.name), fields


def _peak(process: int) -> int:
    for line in _read(PROC / str(process) / "status").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """The text, empty if the process has ended meanwhile."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
