"""A connection to the spool's database, set so that a commit survives a power cut."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

NAME = "spool.sqlite"

_BUSY_SECONDS = 5.0
_STATEMENTS = 128  # kept prepared; more than there are

_PRAGMAS = (
    "journal_mode = wal",
    "synchronous = full",  # a 250 must survive a power cut; `normal` lost every commit
    "foreign_keys = on",
    "trusted_schema = off",
    "temp_store = memory",  # nothing of a mail in a folder that others can read
    "cell_size_check = on",
    *(("fullfsync = on", "checkpoint_fullfsync = on") if sys.platform == "darwin" else ()),
)
_EXPECTED = (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1))


def connect(path: Path) -> sqlite3.Connection:
    """A connection for one thread at a time. Raises OSError, sqlite3.Error.

    NotSupportedError: a commit would not be durable here.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite would let others read it
    connection = sqlite3.connect(
        path,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"pragma {pragma}")
        _require_durability(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that sees what is committed, and cannot write. Raises as `connect`."""
    connection = connect(path)
    connection.execute("pragma query_only = on")
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; on the disk at the end. Raises sqlite3.Error."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # SQLite may have rolled it back by itself
            connection.execute("rollback")
        raise


def _require_durability(connection: sqlite3.Connection) -> None:
    for name, expected in _EXPECTED:
        (value,) = connection.execute(f"pragma {name}").fetchone()
        if value != expected:
            raise sqlite3.NotSupportedError(f"{name} is {value}, not {expected}")
