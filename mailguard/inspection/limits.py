"""What the worker may take of the computer: it reads what strangers wrote."""

from __future__ import annotations

import signal
import sys

MEMORY = 512 * 1024 * 1024
"""Octets of memory of its own; mapped files do not count."""

CPU_TIME = 10
"""Seconds of computing for one mail."""

LONG = 180
"""The same, for something that may take more, such as encrypting large files."""

if sys.platform == "win32":

    def limit_memory() -> None:
        """Windows knows no such limits for a process of its own making."""

    def confine() -> None:
        """The same."""

    def allow_another_mail(*, is_long: bool = False) -> None:
        """The engine's deadline stands alone on Windows."""

else:
    import resource

    def limit_memory() -> None:
        """Limit memory, and leave no dumps with mail in them."""
        _soften(resource.RLIMIT_DATA, MEMORY)
        _soften(resource.RLIMIT_CORE, 0)

    def confine() -> None:
        """Limit memory, allow no further processes, and leave what ends us to the engine."""
        limit_memory()
        _soften(resource.RLIMIT_NPROC, 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the engine, which ends us

    def allow_another_mail(*, is_long: bool = False) -> None:
        """Let the next seconds of computing be those of one mail."""
        seconds = LONG if is_long else CPU_TIME
        used = resource.getrusage(resource.RUSAGE_SELF)
        _soften(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)

    def _soften(limit: int, value: int) -> None:
        hard = resource.getrlimit(limit)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(limit, (value, hard))
