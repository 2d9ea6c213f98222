"""Opens a spool: a sound database is gone on with, a damaged one set aside and made anew."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from mailguard.guard.storage import Recovery, SpoolError
from mailguard.spool import database, failure, schema
from mailguard.spool.folder import SpoolFolder
from mailguard.spool.inventory import Inventory
from mailguard.spool.ledger import Ledger

log = logging.getLogger(__name__)

_SURROUNDINGS = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
    | {sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM}
)

_CHECK_SECONDS = 0.25  # the engine is to listen soon; what is not reached is found at its use
_OPERATIONS = 10_000  # of SQLite's machine between two looks at the clock


def open_database(
    folder: SpoolFolder, now: Callable[[], datetime]
) -> tuple[sqlite3.Connection, Recovery]:
    """The connection to write on, and what the opening brought to light.

    Raises SpoolError where the folder cannot be used at all.
    """
    try:
        folder.create()
        connection, recovery = _opened(folder, now)
        folder.set_open()
        folder.trust()
    except OSError as error:
        raise failure.of_system(error) from error
    except sqlite3.Error as error:
        raise SpoolError(str(error)) from error
    return connection, recovery


def _opened(
    folder: SpoolFolder, now: Callable[[], datetime]
) -> tuple[sqlite3.Connection, Recovery]:
    try:
        return _gone_on_with(folder, now)
    except Exception as error:  # whatever damaged rows make of us, the mails are in their files
        if _is_surroundings(error):
            raise
        log.warning("the database of the spool is damaged, and made anew: %s", error)
    folder.set_database_aside(now())
    connection, recovery = _gone_on_with(folder, now)
    return connection, replace(recovery, rebuilt=True)


def _gone_on_with(
    folder: SpoolFolder, now: Callable[[], datetime]
) -> tuple[sqlite3.Connection, Recovery]:
    if folder.has_lost_a_part:
        raise failure.DamageError("a part of the database is gone")
    connection = database.connect(folder.database)
    try:
        is_new = _is_blank(connection)
        if not is_new:
            _require_soundness(connection, None if folder.is_suspect else _CHECK_SECONDS)
        with database.transaction(connection):
            schema.migrate(connection)
            schema.require_whole(connection)
            ledger = Ledger(connection, folder.root, now)
            if folder.is_suspect:
                ledger.tables.read_everything()
            inventory = Inventory(folder, ledger, now())
            recovery = inventory.rebuild() if is_new else inventory.recover()
            ledger.tables.set_opened(now())
    except BaseException:
        folder.set_closed()  # before the close, which takes the log away
        connection.close()
        raise
    return connection, recovery


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether there are no tables yet."""
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    return not tables


def _require_soundness(connection: sqlite3.Connection, seconds: float | None) -> None:
    """Raises DamageError, sqlite3.Error where the database is not ours, or is damaged.

    The check ends after `seconds` (None: when it is done).
    """
    (application,) = connection.execute("pragma application_id").fetchone()
    version = schema.version_of(connection)
    if application != schema.APPLICATION_ID or not 0 < version <= schema.VERSION:
        raise failure.DamageError(f"application {application:#x}, version {version}")
    end = float("inf") if seconds is None else time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _OPERATIONS)
    try:
        (found,) = connection.execute("pragma integrity_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        found = "ok"
    finally:
        connection.set_progress_handler(None, 0)
    if found != "ok":
        raise failure.DamageError(found)


def _is_surroundings(error: Exception) -> bool:
    """Whether the disk, the rights or the memory are at fault, not what the database holds."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        return code in _SURROUNDINGS
    return isinstance(error, (OSError, MemoryError))
