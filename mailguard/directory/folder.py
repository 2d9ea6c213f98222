"""The directory of an organisation: the files of a folder, read anew when they change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from mailguard.config import Problem
from mailguard.directory.days import company_days_in
from mailguard.directory.people import People
from mailguard.directory.rows import staff_in
from mailguard.i18n import _
from mailguard.policy.working_time import CompanyDays

Signature = tuple[tuple[str, int, int], ...]
"""Name, time of the last change (ns) and octets of each file."""


class DirectoryFolder:
    """The people of a folder, as of today."""

    def __init__(self, folder: Path, today: Callable[[], date] = date.today) -> None:
        """A folder that is not there has nobody in it."""
        self._folder = folder
        self._today = today
        self._read_as: tuple[Signature, date] | None = None
        self.company_days = CompanyDays()  # as of the last time that somebody asked for people
        self.problems: tuple[Problem, ...] = ()

    def current(self) -> People:
        """The people of today; what is wrong in the files is in `problems`. Never raises."""
        today = self._today()
        read_as = (self.signature(), today)
        if self._read_as != read_as:
            self._read_as = read_as
            staff, problems = staff_in(self._folder)
            self._people = People(staff, today)
            self.company_days, wrong = company_days_in(self._folder, today)
            self.problems = (*problems, *wrong, *self._strays())
        return self._people

    def signature(self) -> Signature:
        """What changes when the files do."""
        try:
            paths = sorted((*self._folder.glob("*.csv"), *self._folder.glob("*.ics")))
            found = [(path.name, path.stat()) for path in paths]
        except OSError:
            return ()
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)

    def _strays(self) -> tuple[Problem, ...]:
        sentence = _("{place}: the member “{member}” is neither an address nor a group.")
        return tuple(
            Problem(str(self._folder), 0, sentence.format(place=self._folder, member=member))
            for member in self._people.strays()
        )
