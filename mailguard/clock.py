"""The real clock: the calendar, the time the computer was awake, and the time that went by."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime


class SystemClock:
    """The clocks of this computer."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def awake(self) -> float:
        return _awake()

    def elapsed(self) -> float:
        return _elapsed()


def _awake_windows() -> float:
    import ctypes  # noqa: PLC0415  only there is it needed

    ticks = ctypes.c_ulonglong()
    ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))  # type: ignore[attr-defined,unused-ignore]
    return ticks.value / 1e7


# Linux and macOS: time.monotonic() stands still in sleep (CLOCK_MONOTONIC, mach_absolute_time);
# Windows: it goes on, and only the "unbiased" interrupt time stands still.
_awake = _awake_windows if sys.platform == "win32" else time.monotonic

_BOOTTIME = getattr(time, "CLOCK_BOOTTIME", None)
_CONTINUOUS = getattr(time, "CLOCK_MONOTONIC_RAW", None) if sys.platform == "darwin" else None


def _elapsed_by_clock() -> float:
    clock = _BOOTTIME if _BOOTTIME is not None else _CONTINUOUS
    return time.clock_gettime(clock) if clock is not None else time.monotonic()


_elapsed = time.monotonic if sys.platform == "win32" else _elapsed_by_clock
