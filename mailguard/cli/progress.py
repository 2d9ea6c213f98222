"""How far a long command is, on one line of the terminal; silent elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from mailguard.cli.output import fit
from mailguard.domain.learning import Learned
from mailguard.i18n import _, ngettext

_WIDTH = 30  # letters of the bar
_EVERY = 0.1  # seconds between two looks


class Shows(Protocol):
    """Is told how far a run of learning is."""

    def show(self, done: int, learned: Learned) -> None:
        """So many octets are done with, and this was learned from them."""
        ...

    def close(self) -> None:
        """The run is over."""
        ...


def sentence(learned: Learned) -> str:
    """What was learned, in words."""
    mails = ngettext("{count} mail", "{count} mails", learned.mails).format(count=learned.mails)
    people = ngettext("{count} contact", "{count} contacts", learned.contacts)
    contacts = people.format(count=learned.contacts)
    whole = _("Learned from {mails} and {contacts}; {known} were known already.")
    return whole.format(mails=mails, contacts=contacts, known=learned.known)


class Progress:
    """Implements Shows with a bar."""

    def __init__(self, total: int) -> None:
        self._bar = Bar(total)

    def show(self, done: int, learned: Learned) -> None:
        """Move the bar, and say what was learned."""
        self._bar.show(done, partial(sentence, learned))

    def close(self) -> None:
        """Take the line away."""
        self._bar.close()


class Bar:
    """A bar, and a few words beside it."""

    def __init__(self, total: int) -> None:
        """`total`: what `done` will be in the end."""
        self._total = max(total, 1)
        self._is_shown = _is_terminal()
        self._next = 0.0

    def show(self, done: int, words: Callable[[], str]) -> None:
        """Move the bar."""
        now = time.monotonic()
        if not self._is_shown or now < self._next:
            return
        self._next = now + _EVERY
        share = min(done / self._total, 1.0)
        bar = "█" * round(share * _WIDTH)
        line = f"{bar:·<{_WIDTH}} {share:4.0%}  {words()}"
        sys.stderr.write(f"\r\x1b[K{fit(line, 100)}")
        sys.stderr.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _is_terminal() -> bool:
    return sys.stderr.isatty()
