"""The id of an entry: sorts by time, cannot be guessed, and is short enough to type."""

from __future__ import annotations

import os
import time

# Crockford's base 32: in ASCII order, so that ids sort by time, and without i, l, o and u, which
# are misread or spell words.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(high + low for high in _DIGITS for low in _DIGITS)


def new_id() -> str:
    """16 characters: 48 bits of milliseconds since 1970, then 32 random ones."""
    number = (time.time_ns() // 1_000_000 << 32) | int.from_bytes(os.urandom(4))
    return "".join(_PAIRS[(number >> shift) & 1023] for shift in range(70, -1, -10))
