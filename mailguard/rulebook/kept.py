"""Copies of the last good files of the organisation's policy, in the data folder."""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from mailguard import files

log = logging.getLogger(__name__)


class Copy(msgspec.Struct, frozen=True):
    """The last good octets of one file."""

    octets: bytes
    at: datetime  # UTC, when they were taken


class _Note(msgspec.Struct, frozen=True):
    """The first line of a copy; the octets follow."""

    sha256: str
    at: datetime


class KeptCopies:
    """One folder; each file of the policy by its name. A copy that was damaged is none."""

    def __init__(self, folder: Path, *, is_fixed: bool = False) -> None:
        """`is_fixed`: nothing is added."""
        self._folder = folder
        self._is_fixed = is_fixed

    def get(self, name: str) -> Copy | None:
        """The last good copy of a file; None: there is none, or not as it was kept."""
        try:
            line, _end, octets = self._path(name).read_bytes().partition(b"\n")
            note = msgspec.json.decode(line, type=_Note)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("the kept policy %s cannot be read: %s", name, error)
            return None
        if hashlib.sha256(octets).hexdigest() != note.sha256:
            log.warning("the kept policy %s is not what was kept", name)
            return None
        return Copy(octets, note.at)

    def keep(self, name: str, octets: bytes) -> None:
        """Keep `octets` as the last good copy, unless they are. Never raises."""
        kept = self.get(name)
        if self._is_fixed or (kept and kept.octets == octets):
            return
        note = _Note(hashlib.sha256(octets).hexdigest(), datetime.now(UTC))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.replace(self._path(name), msgspec.json.encode(note) + b"\n" + octets)
        except OSError as error:  # without a copy it is only stricter once the file breaks
            log.warning("the policy %s could not be kept: %s", name, error)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.kept"
