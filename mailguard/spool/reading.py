"""Reads what is committed, on a connection of its own, for the loop's thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mailguard.guard.storage import SpoolError
from mailguard.spool import database, failure
from mailguard.spool.tables import Tables

T = TypeVar("T")


class Reader:
    """`suspect` is called when the database proves damaged."""

    def __init__(self, folder: Path, suspect: Callable[[], None]) -> None:
        """Raises SpoolError."""
        try:
            self._connection = database.connect_reader(folder / database.NAME)
        except (OSError, sqlite3.Error) as error:
            raise SpoolError(str(error)) from error
        self._tables = Tables(self._connection, folder)
        self._suspect = suspect

    def ask(self, question: Callable[[Tables], T]) -> T:
        """What `question` reads from the tables. Raises SpoolError."""
        try:
            answer = question(self._tables)
        except (sqlite3.Error, failure.DamageError) as error:
            if failure.is_damage(error):
                self._suspect()
            raise failure.of_database(error) from error
        if self._tables.met_damage:
            self._suspect()
        return answer

    def close(self) -> None:
        self._connection.close()
