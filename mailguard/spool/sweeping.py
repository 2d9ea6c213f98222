"""Removes what nobody needs any more: octets first, rows a year later."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailguard.spool.folder import SpoolFolder
from mailguard.spool.ledger import Ledger
from mailguard.spool.retention import Retention

_AT_ONCE = 500  # the moves of others wait meanwhile


def sweep(ledger: Ledger, folder: SpoolFolder, retention: Retention, now: datetime) -> int:
    """Remove the files and rows whose time is over, _AT_ONCE at most; how many files went."""
    keep_for = retention.by_state
    over = [
        entry_id
        for entry_id, state, since in ledger.tables.with_file()
        if state in keep_for and since + keep_for[state] <= now
    ]
    removed = [entry_id for entry_id in over[:_AT_ONCE] if _is_removed(folder, entry_id)]
    for entry_id in removed:
        ledger.tables.set_file_gone(entry_id)
    ledger.tables.delete_entries(now - timedelta(days=retention.rows), _AT_ONCE)
    return len(removed)


def _is_removed(folder: SpoolFolder, entry_id: str) -> bool:
    """The file goes before its row says so: the next opening puts a row without one right."""
    try:
        folder.remove(entry_id)
    except OSError:  # somebody has it open (Windows), or may not: the next sweep tries again
        return False
    return True
