"""Waiting for a condition, with a deadline and a name for what was waited for."""

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


def until(look: Callable[[], Seen | None], what: str, *, within: float) -> Seen:
    """Look again and again until something true is seen, and give it back.

    `within` is in seconds and generous: it is spent only when the thing never happens.
    Raises `TimeoutError` that says what never came.
    """
    deadline = time.monotonic() + within
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {within:g} s")
        time.sleep(0.05)  # the distance between two looks, not a guess at how long the thing takes
    return seen
