"""Connections kept open between two mails of one account."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from mailguard.delivery.connection import Connection
from mailguard.delivery.limits import Limits
from mailguard.domain.account import Server


@dataclass(frozen=True)
class Credentials:
    """For whom a connection was opened: for another server or password it is of no use."""

    account_id: str
    server: Server
    password: str | None = field(repr=False)


@dataclass(frozen=True)
class _Idle:
    who: Credentials
    connection: Connection
    since: float  # by the pool's clock


class Pool:
    """Idle connections; safe to use from several threads."""

    def __init__(self, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        self._lock = threading.Lock()
        self._idle: list[_Idle] = []  # the one used last stands last

    def take(self, who: Credentials) -> Connection | None:
        """A connection that is open as far as we know."""
        with self._lock:
            found = next((i for i in reversed(self._idle) if i.who == who), None)
            if found is None:
                return None
            self._idle.remove(found)
        if self._is_fresh(found):
            return found.connection
        found.connection.farewell()
        return None  # the others have been idle for even longer

    def give(self, who: Credentials, connection: Connection) -> None:
        """Keep `connection` for the next mail, unless it has carried its share."""
        if connection.mails >= self._limits.mails:
            connection.farewell()
            return
        with self._lock:
            self._idle.append(_Idle(who, connection, self._now()))

    def close_idle(self) -> None:
        """Close what has been idle too long."""
        self._close(lambda idle: not self._is_fresh(idle))

    def close(self) -> None:
        """Close everything."""
        self._close(lambda _: True)

    def _is_fresh(self, idle: _Idle) -> bool:
        return self._now() - idle.since < self._limits.idle

    def _close(self, is_over: Callable[[_Idle], bool]) -> None:
        with self._lock:
            over = [idle for idle in self._idle if is_over(idle)]
            self._idle = [idle for idle in self._idle if idle not in over]
        for idle in over:
            idle.connection.farewell()
