"""A run of learning that another program follows: a wish comes in as a line of JSON, lines go out.

The run ends with the standard input: when whoever asked for it closes it, or is gone.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import threading
import time

import msgspec

from mailguard.cli.output import CommandError
from mailguard.domain.learning import Ended, Learned, Report, Step, Wish
from mailguard.i18n import _

_EVERY = 0.2  # seconds between two lines
_READ = 64 * 1024
_LONGEST = 4 << 20  # octets of a wish
_NICE = 10  # mail that is being sent comes first


def wish() -> Wish:
    """The first line of the standard input. From then on its end ends the run, like Ctrl+C.

    Raises CommandError.
    """
    line = b""
    while b"\n" not in line and len(line) < _LONGEST and (octets := _read()):
        line += octets
    try:
        found = msgspec.json.decode(line, type=Wish)
    except msgspec.MsgspecError as error:
        raise CommandError(_("What to learn from was not understood.")) from error
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=_end_with_input, daemon=True).start()
    with contextlib.suppress(AttributeError, OSError):  # Windows has none
        os.nice(_NICE)
    return found


def tell(report: Report) -> None:
    """Write a line. Raises BrokenPipeError."""
    sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    sys.stdout.buffer.flush()


def ended(learned: Learned) -> None:
    """Write the last line; nobody may be there to read it."""
    with contextlib.suppress(BrokenPipeError):
        tell(Ended(learned))


class Lines:
    """Implements Shows with lines."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._next = 0.0

    def show(self, done: int, learned: Learned) -> None:
        """Write a line, but not too often."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            tell(Step(done, self._total, learned.mails + learned.known))

    def close(self) -> None:
        """The last line tells more than this could."""


def _read() -> bytes:
    """What came; not through `sys.stdin`, whose lock a thread would hold to the end."""
    return os.read(sys.stdin.fileno(), _READ)


def _end_with_input() -> None:
    with contextlib.suppress(OSError):
        while _read():
            pass
    _thread.interrupt_main()
