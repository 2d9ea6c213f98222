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
