"""How long something may take: in this process's own computing time, on however busy a machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

TRACED = 10 if sys.gettrace() else 1
"""How much slower everything may be: by a tracer such as coverage's."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails where the block computes for longer. What is quadratic fails by far."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds * TRACED
