"""The last good copy of a signed file that comes from elsewhere. Its version may only grow."""

from __future__ import annotations

from pathlib import Path

import msgspec

from mailguard import files
from mailguard.i18n import _
from mailguard.signing import Signed, SigningError, verified


class _Kept(msgspec.Struct, frozen=True):
    octets: bytes
    seal: bytes


class SignedCopy:
    """One file, owner-only, that holds what was signed together with its seal."""

    def __init__(self, path: Path, purpose: str) -> None:
        self.path = path
        self._purpose = purpose

    def get(self, public: str) -> Signed | None:
        """The copy, if it is right now; None: there is none, or one of another key's owner."""
        kept = _kept_in(self.path)
        try:
            return verified(kept.octets, kept.seal, public, self._purpose) if kept else None
        except SigningError:
            return None

    def keep(self, octets: bytes, seal: bytes, public: str) -> Signed:
        """Keep `octets` instead of an older version. Raises SigningError, OSError.

        Whatever is wrong with them, the copy stays as it is.
        """
        found, before = self.compare(octets, seal, public), self.get(public)
        if before is None or before.version < found.version:
            files.replace(self.path, msgspec.json.encode(_Kept(octets, seal)))
        return found

    def compare(self, octets: bytes, seal: bytes, public: str) -> Signed:
        """Whether `octets` might be kept; nothing is changed. Raises SigningError."""
        found = verified(octets, seal, public, self._purpose)
        before = self.get(public)
        if before and before.version > found.version:
            sentence = _("it is version {version}, older than version {kept}, which is in use")
            raise SigningError(sentence.format(version=found.version, kept=before.version))
        if before and before.version == found.version and before.octets != octets:
            sentence = _("another file was signed as version {version} before")
            raise SigningError(sentence.format(version=found.version))
        return found

    def forget(self) -> None:
        """Keep no copy any more. Raises OSError."""
        self.path.unlink(missing_ok=True)


def octets_in(path: Path) -> bytes | None:
    """What was right when it was kept in `path`; None: there is nothing. Never raises."""
    kept = _kept_in(path)
    return kept.octets if kept else None


def _kept_in(path: Path) -> _Kept | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return None
