"""A keyring in memory that can be absent, locked or forgetful."""

from __future__ import annotations

from mailguard.secrets.keyring import KeyringLockedError, KeyringUnavailableError


class FakeKeyring:
    """Implements Keyring."""

    def __init__(self, *, present: bool = True) -> None:
        self.keys: dict[str, bytes] = {}
        self.present = present
        self.locked = False
        self.forgetful = False

    def key(self, name: str) -> bytes | None:
        self._check()
        return self.keys.get(name)

    def keep(self, name: str, key: bytes) -> None:
        self._check()
        if not self.forgetful:
            self.keys[name] = key

    def _check(self) -> None:
        if not self.present:
            raise KeyringUnavailableError
        if self.locked:
            raise KeyringLockedError
