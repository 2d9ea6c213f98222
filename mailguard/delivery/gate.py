"""A gate: whether an account's mail may leave now, by what its server did last."""

from __future__ import annotations

from mailguard.delivery.backoff import probe_after
from mailguard.delivery.pool import Credentials
from mailguard.domain.delivery import Obstacle

_SIGN_IN = frozenset({Obstacle.PASSWORD_NEEDED, Obstacle.PASSWORD_WRONG})


class Gate:
    """Times are seconds of `Clock.elapsed`."""

    def __init__(self) -> None:
        self.failures = 0  # since a mail last went through
        self.wants_probe = False  # the server was not reached: try without a mail first
        self._is_proven = False
        self._failed_at = 0.0
        self._opens_at = 0.0
        self._refused: Credentials | None = None

    @property
    def is_locked(self) -> bool:
        """Whether the server refused the credentials it was given last."""
        return self._refused is not None

    def is_shut(self, who: Credentials) -> bool:
        """Whether it waits for other credentials: a server locks those who try the same again."""
        return self._refused == who

    def wait(self, now: float) -> float:
        """Seconds until the next try."""
        return max(self._opens_at - now, 0.0)

    def width(self, most: int) -> int:
        """How many mails may be under way at once: one until it is known that one can leave."""
        return most if self._is_proven else 1

    def shut(self, obstacle: Obstacle, who: Credentials, now: float, roll: float) -> None:
        """No mail of the account can leave because of `obstacle`."""
        self._is_proven = False
        if obstacle in _SIGN_IN:
            self._refused = who
            return
        self.failures += 1
        self.wants_probe = True
        self._failed_at = now
        self._opens_at = now + probe_after(self.failures, roll).total_seconds()

    def hurry(self, least: float) -> None:
        """Try as soon as the last failure is `least` seconds ago."""
        self._opens_at = min(self._opens_at, self._failed_at + least)

    def reached(self) -> None:
        """The server was reached; whether it takes mail is still to be seen."""
        self.wants_probe = False

    def prove(self) -> bool:
        """A mail went through, or met with a fate of its own; whether that is news."""
        is_news = not self._is_proven
        self.failures = 0
        self.wants_probe = False
        self._is_proven = True
        self._refused = None
        self._opens_at = 0.0
        return is_news

    def reconsider(self, who: Credentials) -> bool:
        """Whether `who` has just taken the place of refused credentials: the gate opens."""
        if self._refused is None or self._refused == who:
            return False
        self._refused = None
        return True
