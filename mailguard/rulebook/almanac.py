"""The almanac of an organisation: who is who, and when people work, by the files of a folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mailguard.directory.folder import DirectoryFolder
from mailguard.domain.directory import NobodyListed
from mailguard.domain.settings import WorkingHours
from mailguard.inspection.ruling import Almanac
from mailguard.policy.working_time import WorkingTime


def almanac_of(folder: str, hours: WorkingHours) -> Almanac:
    """As of now; files that changed are read anew. `folder`: "" where there is none."""
    if not folder:
        return Almanac(NobodyListed(), WorkingTime(hours))
    directory = _directory(folder)
    return Almanac(directory.current(), WorkingTime(hours, directory.company_days))


@lru_cache(maxsize=4)
def _directory(folder: str) -> DirectoryFolder:
    return DirectoryFolder(Path(folder))
