"""The time that looking through one mail may take before the rest of it is left unchecked."""

from __future__ import annotations

import time


class Budget:
    """Counts from when it is made."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def is_spent(self) -> bool:
        return time.monotonic() >= self._end

    def share(self, part: float) -> Budget:
        """A budget of `part` (0 to 1) of what is left of this one."""
        return Budget(max(self._end - time.monotonic(), 0.0) * part)
