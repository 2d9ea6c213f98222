"""The folder of a spool: its files, and what their presence says."""

from __future__ import annotations

import contextlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from mailguard import files
from mailguard.spool import database, durable, mailfile

_LOG_HEADER = 32  # octets; a log with no more holds no transaction


_ROOM_SUFFIX = ".prepared"


class SpoolFolder:
    """`spool.sqlite` with its log, one `<id>.mail` per entry, perhaps `<id>-….prepared` with octets
    that take the place of some in it, and the folder `corrupt/`.

    Two empty files speak by being there: `spool.sqlite.open` while somebody has the spool open,
    so that a log that vanished is noticed, and `spool.sqlite.suspect` once damage was met.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.database = root / database.NAME
        self._log = root / f"{database.NAME}-wal"
        self._open = root / f"{database.NAME}.open"
        self._suspect = root / f"{database.NAME}.suspect"
        self._corrupt = root / "corrupt"
        self.corrupt: list[str] = []  # names of the files that were moved there

    def create(self) -> None:
        """Make the folder, owner-only. Raises OSError."""
        self.root.mkdir(parents=True, exist_ok=True)
        files.restrict(self.root)

    def path(self, entry_id: str) -> Path:
        """Where the mail of an entry lies."""
        return self.root / (entry_id + mailfile.SUFFIX)

    def ids(self) -> set[str]:
        """The ids of all mails that are there; what a cut-off reception left goes. OSError."""
        found, rooms = set(), []
        for item in os.scandir(self.root):
            name, dot, suffix = item.name.rpartition(".")
            if dot + suffix == mailfile.SUFFIX:
                found.add(name)
            elif dot + suffix == mailfile.DRAFT_SUFFIX:
                Path(item.path).unlink()
            elif dot + suffix == _ROOM_SUFFIX:
                rooms.append((name.partition("-")[0], item.path))
        for entry_id, path in rooms:
            if entry_id not in found:
                Path(path).unlink()
        return found

    def room(self, entry_id: str) -> Path:
        """A file that is not there yet, for octets that are prepared for an entry."""
        return self.root / f"{entry_id}-{secrets.token_hex(4)}{_ROOM_SUFFIX}"

    def remove(self, entry_id: str) -> None:
        """Remove the mail of an entry and what was prepared for it. Raises OSError."""
        for path in self.root.glob(f"{entry_id}-*{_ROOM_SUFFIX}"):
            path.unlink(missing_ok=True)
        self.path(entry_id).unlink(missing_ok=True)

    def set_corrupt(self, entry_id: str) -> None:
        """Move an unreadable mail to `corrupt/`. Raises OSError."""
        path = self.path(entry_id)
        self._corrupt.mkdir(mode=0o700, exist_ok=True)
        durable.rename(str(path), str(self._corrupt / path.name))
        self.corrupt.append(path.name)

    # The database ----------------------------------------------------------------------------

    @property
    def has_lost_a_part(self) -> bool:
        """Whether the database, or the log that it needs where it was not closed, is gone."""
        has_log = self._log.exists() and self._log.stat().st_size > _LOG_HEADER
        if not self.database.exists():
            return has_log or self._open.exists()
        return self._open.exists() and not has_log

    @property
    def is_suspect(self) -> bool:
        """Whether damage was met while the spool was last open."""
        return self._suspect.exists()

    def suspect(self) -> None:
        """Have the next opening look at the whole database."""
        with contextlib.suppress(OSError):  # every use of the database reports it as well
            self._suspect.touch(mode=0o600)

    def trust(self) -> None:
        """The whole database was looked at, or made anew. Raises OSError."""
        self._suspect.unlink(missing_ok=True)

    def set_open(self) -> None:
        """Somebody has the spool open now. Raises OSError."""
        self._open.touch(mode=0o600)

    def set_closed(self) -> None:
        """The database is about to be closed, and its log to go."""
        with contextlib.suppress(OSError):  # the next opening then asks once too often
            self._open.unlink(missing_ok=True)

    def set_database_aside(self, now: datetime) -> None:
        """Keep a damaged database under another name. Raises OSError."""
        stamp = f".damaged-{now:%Y%m%dT%H%M%S%f}"
        # the database goes first: SQLite drops a log without one, never takes it for a new one's
        for suffix in ("", "-wal", "-shm", "-journal"):
            path = self.root / f"{database.NAME}{suffix}"
            with contextlib.suppress(FileNotFoundError):
                durable.rename(str(path), str(self.root / f"{database.NAME}{stamp}{suffix}"))
        for note in (self._open, self._suspect):
            note.unlink(missing_ok=True)
        durable.sync_folder(self.root)
