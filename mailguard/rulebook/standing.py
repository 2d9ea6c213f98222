"""Which of the organisation's files stand: those that lie there, else the last good ones."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Generic

import msgspec

from mailguard.domain.event import Condition
from mailguard.rulebook import notices
from mailguard.rulebook.kept import KeptCopies
from mailguard.rulebook.places import Places, is_open
from mailguard.rulebook.reading import Read, S, read_file, read_octets
from mailguard.rulebook.sheet import GroupSheet, OrganisationSheet


class Standing(msgspec.Struct, Generic[S], frozen=True):
    """One file of the organisation: what stands, and what is wrong with what lies there."""

    read: Read[S] | None  # None: there is nothing to go by
    condition: Condition | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether the organisation has rules that cannot be read."""
        return self.read is None and self.condition is not None


class Standings:
    """Reads the organisation's files; each good one is kept for the day on which it is not."""

    def __init__(self, places: Places, kept: KeptCopies) -> None:
        self._places = places
        self._kept = kept

    def organisation(self) -> Standing[OrganisationSheet]:
        """The policy of everybody."""
        path = self._places.organisation
        try:
            return self._standing(read_file(path, OrganisationSheet))
        except FileNotFoundError:
            last = self._last_good(path, OrganisationSheet)
            return Standing(last, notices.gone(path) if last else None)

    def groups(self) -> tuple[Standing[GroupSheet], ...]:
        """Those of departments and groups, by the names of their files."""
        try:
            paths = sorted(self._places.groups.iterdir())
        except FileNotFoundError:
            return ()
        except OSError as error:
            return (Standing(None, notices.closed(self._places.groups, error)),)
        found = []
        for path in (each for each in paths if each.suffix == ".toml"):
            with contextlib.suppress(FileNotFoundError):  # it was just taken away
                found.append(self._standing(read_file(path, GroupSheet)))
        return tuple(found)

    def unprotected(self) -> Condition | None:
        """Whether others than administrators can change a file or a folder."""
        places = self._places
        folders = (places.root, places.groups, places.directory)
        looked_at = (*folders, places.organisation, *places.groups.glob("*.toml"))
        found = next((path for path in looked_at if is_open(path, places.owner)), None)
        return notices.unprotected(found) if found else None

    def _standing(self, read: Read[S]) -> Standing[S]:
        if read.counts:
            self._kept.keep(self._name(read.path), read.octets)
            return Standing(read)
        last = self._last_good(read.path, read.kind)
        return Standing(last, notices.broken(read, has_last=last is not None))

    def _last_good(self, path: Path, kind: type[S]) -> Read[S] | None:
        """The kept copy, as if it lay at `path`."""
        copy = self._kept.get(self._name(path))
        read = read_octets(path, copy.octets, kind) if copy else None
        return read if read and read.counts else None

    def _name(self, path: Path) -> str:
        return "-".join(path.relative_to(self._places.root).parts)
