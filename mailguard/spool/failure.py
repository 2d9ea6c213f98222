"""What the operating system and the database report, as the errors of the spool."""

from __future__ import annotations

import errno
import sqlite3

from mailguard.guard.storage import SpoolError, SpoolFullError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WINDOWS_FULL = frozenset({39, 112})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


class DamageError(Exception):
    """The rows say what nobody wrote, or less than the files do: the database is damaged."""


def of_system(error: OSError) -> SpoolError:
    """A full disk or quota as SpoolFullError, anything else as SpoolError."""
    full = error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_FULL
    return (SpoolFullError if full else SpoolError)(str(error))


def of_database(error: Exception) -> Exception:
    """What the database or a row reported, as SpoolError; other errors as they are."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return SpoolFullError(str(error))
    if isinstance(error, OSError):
        return of_system(error)
    if isinstance(error, (sqlite3.Error, DamageError, UnicodeError)):
        return SpoolError(str(error))
    return error


def is_damage(error: Exception) -> bool:
    """Whether it means that the database is no longer what was written."""
    if isinstance(error, DamageError):
        return True
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
