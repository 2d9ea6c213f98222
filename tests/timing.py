"""How long something may take: in this process's own computing time, on however busy a machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_TRACED = 10  # a tracer such as coverage's makes everything that much slower


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails where the block computes for longer. What is quadratic fails by far."""
    limit = seconds * (_TRACED if sys.gettrace() else 1)
    begun = time.process_time()
    yield
    assert time.process_time() - begun < limit
