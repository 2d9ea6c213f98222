"""How far a long command is, on one line of the terminal; silent elsewhere."""

from __future__ import annotations

import sys
import time

from mailguard.cli.output import fit

_WIDTH = 30  # letters of the bar
_EVERY = 0.1  # seconds between two looks


class Progress:
    """Shows a bar while it is told of what is done. To be closed."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._is_shown = _is_terminal()
        self._next = 0.0

    def show(self, done: int, words: str) -> None:
        """`done` of the total, and what there is to say besides."""
        now = time.monotonic()
        if not self._is_shown or now < self._next:
            return
        self._next = now + _EVERY
        share = min(done / self._total, 1.0)
        bar = "█" * round(share * _WIDTH)
        line = f"{bar:·<{_WIDTH}} {share:4.0%}  {words}"
        sys.stderr.write(f"\r\x1b[K{fit(line, 100)}")
        sys.stderr.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _is_terminal() -> bool:
    return sys.stderr.isatty()
