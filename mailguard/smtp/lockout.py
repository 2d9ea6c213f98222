"""Which user names have to wait because of wrong passwords."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from mailguard.smtp.settings import Limits

_NAMES = 1000  # remembered at most


class _Failures(msgspec.Struct, frozen=True):
    count: int
    at: float
    last: int  # a salted hash of the password


class Lockout:
    """Counts different wrong passwords in a row, for each user name.

    The same one again is no new guess: Thunderbird tries PLAIN, then LOGIN, and a mail program
    with an old password saved repeats itself. It shall not lock out the one set up right.
    """

    def __init__(self, limits: Limits, now: Callable[[], float]) -> None:
        """`now`: seconds that never go back."""
        self._limits = limits
        self._now = now
        self._failures: dict[str, _Failures] = {}

    def seconds_left(self, username: str) -> float:
        """How long the user name has to wait; 0: not at all."""
        failures = self._failures.get(username)
        if failures is None or failures.count < self._limits.wrong_passwords:
            return 0.0
        return max(0.0, failures.at + self._limits.lock_seconds - self._now())

    def failed(self, username: str, password: str) -> None:
        self._forget_old()
        before = self._failures.get(username)
        last = hash(password)
        is_guess = before is None or before.last != last
        count = (before.count if before else 0) + is_guess
        self._failures[username] = _Failures(count, self._now(), last)

    def succeeded(self, username: str) -> None:
        self._failures.pop(username, None)

    def _forget_old(self) -> None:
        oldest = self._now() - self._limits.lock_seconds
        self._failures = {n: f for n, f in self._failures.items() if f.at > oldest}
        while len(self._failures) >= _NAMES:
            del self._failures[next(iter(self._failures))]
