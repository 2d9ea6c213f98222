"""The one thread that writes rows: moves waiting together share one transaction."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from mailguard.guard.storage import ConflictError, SpoolError
from mailguard.spool import database, failure, mailfile
from mailguard.spool.batching import BatchThread
from mailguard.spool.ledger import Ledger
from mailguard.spool.tables import Due

T = TypeVar("T")


class GroupCommit:
    """Runs moves in transactions; `suspect` is called when the database proves damaged."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        suspect: Callable[[], None],
        connection: sqlite3.Connection | None,
        on_due: Callable[[str, str, datetime | None], None] = lambda *_: None,
    ) -> None:
        """`on_due` is told in the loop of each message that was committed with a new due time."""
        self._folder = folder
        self._now = now
        self._suspect = suspect
        self._connection = connection
        self._on_due = on_due
        self._committed: deque[Due] = deque()  # due times that the loop has not heard of
        self._ledger: Ledger | None = None
        self._thread: BatchThread[Callable[[Ledger], Any], Any] = BatchThread(
            "spool-writer", self._commit, self._tell
        )

    async def do(self, move: Callable[[Ledger], T]) -> T:
        """What `move` returned, once it is committed. Raises ConflictError, SpoolError."""
        answer: T = await self._thread.do(move)
        return answer

    def close(self) -> None:
        """Wait for what was begun, and end the thread."""
        self._thread.close()
        self._disconnect()

    def _commit(self, moves: Sequence[Callable[[Ledger], Any]]) -> list[Any]:
        try:
            return self._together(moves)
        except Exception as error:  # noqa: BLE001  each move hears what became of it
            self._start_anew(error)
            if len(moves) == 1:
                return [failure.of_database(error)]
        return [answer for move in moves for answer in self._commit([move])]

    def _together(self, moves: Sequence[Callable[[Ledger], Any]]) -> list[Any]:
        connection, ledger = self._connected()
        with database.transaction(connection):
            answers = [_answer(move, ledger) for move in moves]
        for path, letters in ledger.marks.items():
            with contextlib.suppress(OSError):  # the rows decide; it is swept or set aside
                mailfile.mark(path, letters)
        ledger.marks.clear()
        self._committed.extend(ledger.tables.dues)
        ledger.tables.dues.clear()
        return answers

    def _tell(self) -> None:
        while self._committed:
            self._on_due(*self._committed.popleft())

    def _start_anew(self, error: Exception) -> None:
        """What was read and prepared in the transaction is no longer true."""
        self._ledger = None
        if isinstance(error, sqlite3.Error):
            self._disconnect()  # a descriptor whose fsync failed may claim success later
        if failure.is_damage(error):
            self._suspect()

    def _connected(self) -> tuple[sqlite3.Connection, Ledger]:
        if self._connection is None:
            self._connection = database.connect(self._folder / database.NAME)
        if self._ledger is None:
            self._ledger = Ledger(self._connection, self._folder, self._now)
        return self._connection, self._ledger

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _answer(move: Callable[[Ledger], T], ledger: Ledger) -> T | Exception:
    """What `move` came to. One that declines has written nothing, and the others go on."""
    try:
        return move(ledger)
    except (ConflictError, SpoolError) as declined:
        return declined
