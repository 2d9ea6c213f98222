"""The rulebook: reads all files of the policy, and tells when one of them has changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mailguard.directory.folder import DirectoryFolder
from mailguard.directory.people import People
from mailguard.domain.event import Condition
from mailguard.paths import DataFolder
from mailguard.receipt.key import Key, KeyFileError, key_of
from mailguard.rulebook import notices
from mailguard.rulebook.edition import Edition, Sources
from mailguard.rulebook.fetched import FetchedPolicy
from mailguard.rulebook.kept import KeptCopies
from mailguard.rulebook.places import Places
from mailguard.rulebook.reading import Read, read_file
from mailguard.rulebook.sheet import OrganisationSheet, Remote, UserSheet
from mailguard.rulebook.standing import Standing, Standings

Signature = tuple[object, ...]
"""Equal as long as no file has changed."""


class Rulebook:
    """The policy's files of one installation. Reading blocks, and does not raise."""

    def __init__(
        self,
        places: Places,
        folder: DataFolder,
        today: Callable[[], date] = date.today,
        *,
        keeps: bool = True,
    ) -> None:
        """`keeps`: whether the last good files are kept in the data folder."""
        self._places = places
        self._folder = folder
        self._today = today
        self._kept = KeptCopies(folder.policy, is_fixed=not keeps)
        self.fetched = FetchedPolicy(folder.policy / "fetched.json")
        self._directory: Path | None = None
        self._people = DirectoryFolder(folder.directory, today)

    def read(self) -> Edition:
        """What all files say now."""
        standings = Standings(self._places, self._kept)
        local = standings.organisation()
        remote = local.read.sheet.policy if local.read and local.read.sheet else None
        organisation = self._fetched(remote) if remote else local
        groups = standings.groups()
        user, of_user = self._user()
        people, of_people = self._people_of(local.read, has_policy=organisation.read is not None)
        sources = Sources(
            organisation.read,
            tuple(each.read for each in groups if each.read),
            user,
            people,
            str(self._directory) if self._directory else "",
            remote,
            organisation.is_unknown or any(each.is_unknown for each in groups),
        )
        of_groups = (each.condition for each in groups)
        told = (local.condition, organisation.condition, *of_groups, of_user, of_people)
        found = dict.fromkeys(filter(None, (standings.unprotected(), *told)))
        edition = Edition(sources, tuple(found))
        try:
            self.receipt_key(edition)
        except KeyFileError as error:
            return Edition(sources, (*found, notices.no_receipt_key(error)))
        return edition

    def receipt_key(self, edition: Edition) -> Key | None:
        """By which mail leaves with a receipt; None: it leaves without. Raises KeyFileError."""
        return key_of(edition.receipt.key, self._places.root)

    def signature(self) -> Signature:
        """What changes when a file does, or the day. Blocking, but quick."""
        groups = sorted(self._places.groups.glob("*.toml"))
        files = (self._places.organisation, *groups, self._folder.config, self.fetched.path)
        return (*map(_stamp, files), self._people.signature(), self._today())

    def _fetched(self, remote: Remote) -> Standing[OrganisationSheet]:
        """The policy itself: the file on this computer only says where it is fetched."""
        fetched = self.fetched.get(remote)
        return Standing(fetched, None if fetched else notices.never_fetched(remote.url))

    def _user(self) -> tuple[Read[UserSheet] | None, Condition | None]:
        with contextlib.suppress(FileNotFoundError):
            read = read_file(self._folder.config, UserSheet)
            return (read, None) if read.counts else (None, notices.user_broken(read.problems))
        return None, None

    def _people_of(
        self, organisation: Read[OrganisationSheet] | None, *, has_policy: bool
    ) -> tuple[People, Condition | None]:
        """Who is who, by the organisation's files; by the user's own where there is no policy."""
        given = organisation.sheet.directory.folder if organisation and organisation.sheet else ""
        folder = self._places.root / given if given else self._places.directory
        if not (given or has_policy or folder.is_dir()):
            folder = self._folder.directory
        if folder != self._directory:
            self._directory, self._people = folder, DirectoryFolder(folder, self._today)
        people, problems = self._people.current(), self._people.problems
        return people, notices.directory(problems, folder) if problems else None


def _stamp(path: Path) -> tuple[str, int, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return str(path), 0, 0, 0
    return str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino
