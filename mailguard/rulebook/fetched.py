"""The organisation's policy as it was fetched last: signed, checked, never an older one again."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mailguard.config import Problem
from mailguard.i18n import _
from mailguard.rulebook import notices
from mailguard.rulebook.reading import Read, read_octets
from mailguard.rulebook.sheet import OrganisationSheet, Remote
from mailguard.signed_copy import SignedCopy
from mailguard.signing import POLICY, Signed, SigningError, verified


class RefusedError(Exception):
    """What was fetched may not be used; the text says why."""


class FetchedPolicy:
    """The copy in the data folder of a policy that comes from elsewhere."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._copy = SignedCopy(path, POLICY)

    def get(self, remote: Remote) -> Read[OrganisationSheet] | None:
        """What was taken over last, if it is signed by the one who has to; None: nothing is."""
        signed = self._copy.get(remote.public_key)
        try:
            return _checked(signed, remote) if signed else None
        except RefusedError:
            return None

    def take_over(self, octets: bytes, seal: bytes, remote: Remote) -> None:
        """Go by what was fetched from now on. Raises RefusedError, OSError."""
        try:
            _checked(verified(octets, seal, remote.public_key, POLICY), remote)
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._copy.keep(octets, seal, remote.public_key)
        except SigningError as error:
            raise RefusedError(f"{error}.") from error


def _checked(signed: Signed, remote: Remote) -> Read[OrganisationSheet]:
    """Raises RefusedError."""
    read = read_octets(_name(remote), signed.octets, OrganisationSheet)
    problems = read.problems or _of_itself(read, signed.version)
    if problems:
        raise RefusedError(notices.in_short(problems))
    return read


def _of_itself(read: Read[OrganisationSheet], version: int) -> tuple[Problem, ...]:
    """What the file says of itself, and should not."""
    assert read.document is not None and read.sheet is not None  # noqa: S101, PT018  it has no faults
    if read.sheet.policy:
        sentence = _("the table [policy] can only stand in the file on the computer itself.")
        return (read.document.problem(("policy",), sentence),)
    if read.sheet.version != version:
        sentence = _("the file says version {said}, but it was signed as version {signed}.")
        said = sentence.format(said=read.sheet.version, signed=version)
        return (read.document.problem(("version",), said),)
    return ()


def _name(remote: Remote) -> Path:
    """How its lines are spoken of: the address without https://."""
    parts = urlsplit(remote.url)
    return Path(f"{parts.netloc}{parts.path}")
