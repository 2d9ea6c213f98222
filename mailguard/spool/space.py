"""Whether the disk has room for a mail that is about to come."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from mailguard.guard.storage import SpoolFullError
from mailguard.spool import failure

FLOOR = 200_000_000
"""Octets that stay free: the database has to be able to write what becomes of the mail."""

_FRESH_FOR = 1.0  # seconds for which one look at a disk with room serves


class Space:
    """The free space of the disk that `folder` lies on."""

    def __init__(
        self,
        folder: Path,
        floor: int = FLOOR,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._folder = folder
        self._floor = floor
        self._free_now = free
        self._free = 0
        self._looked_at = float("-inf")

    def require(self, size: int | None) -> None:
        """Raises SpoolFullError where the disk has no room for 1.5 × `size` octets, or is low.

        Postfix asks for the same before it takes a message (smtpd_check.c). Raises SpoolError
        where the disk cannot be asked.
        """
        needed = max(self._floor, (size or 0) * 3 // 2)
        if self._free < needed or time.monotonic() - self._looked_at > _FRESH_FOR:
            self._look()
        if self._free < needed:
            raise SpoolFullError(f"{self._free} octets are left on the disk")

    def _look(self) -> None:
        try:
            self._free = self._free_now(self._folder)
        except OSError as error:
            raise failure.of_system(error) from error
        self._looked_at = time.monotonic()
