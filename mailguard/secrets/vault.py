"""The vault: the secrets of one installation, in a file that only the keyring's key opens.

Without that key nothing is written: the secrets are then kept in memory, and are gone when the
program ends. A vault that cannot be opened is never overwritten.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import msgspec

from mailguard import files
from mailguard.secrets.keyring import Keyring, KeyringLockedError, KeyringUnavailableError

_FORMAT = b"MailGuard vault 1 "
_KEY_NAME = 32  # octets: the name of its key in the keyring, in hexadecimal
_NONCE = 12
_HEAD = len(_FORMAT) + _KEY_NAME


class Trouble(StrEnum):
    """Why secrets are not kept on the disk, or no longer there."""

    NO_KEYRING = "no keyring"  # none that may be trusted
    LOCKED = "locked"  # the keyring did not give the key
    DAMAGED = "damaged"  # the file was set aside; what was in it is needed again
    DISK = "disk"  # the file could not be read or written


class Vault:
    """Secrets by name. Reading never waits; opening and changing may, and may ask the user."""

    def __init__(self, path: Path, keyring: Keyring) -> None:
        self._path = path
        self._keyring = keyring
        self._secrets: dict[str, str] = {}
        self._key: bytes | None = None
        self._key_name = secrets.token_hex(_KEY_NAME // 2)
        self._changing = threading.Lock()
        self.is_open = False
        self.trouble: Trouble | None = None

    def get(self, name: str) -> str | None:
        """The secret; None: not known, or the vault is not open yet."""
        return self._secrets.get(name)

    def names(self) -> tuple[str, ...]:
        """The names of all secrets that are known."""
        return tuple(self._secrets)

    def open(self) -> None:
        """Read what the file holds. Never raises: `trouble` says what is wrong."""
        with self._changing:
            self._attempt(self._load)
            self.is_open = True

    def put(self, name: str, secret: str | None) -> None:
        """Keep the secret, or forget it (None). Never raises: `trouble` says what is wrong."""
        with self._changing:
            if self._key is None:
                self._attempt(self._load)  # the keyring may be there by now
            changed = self._secrets | {name: secret}
            self._secrets = {n: s for n, s in changed.items() if s is not None}
            self._attempt(self._save)

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except KeyringUnavailableError:
            self.trouble = Trouble.NO_KEYRING
        except KeyringLockedError:
            self.trouble = Trouble.LOCKED
        except OSError:
            self.trouble = Trouble.DISK

    def _load(self) -> None:
        try:
            sealed = self._path.read_bytes()
        except FileNotFoundError:
            self._keyring.key(self._key_name)  # tells whether there is a keyring at all
            return
        content = self._unseal(sealed)
        if content is None:
            files.set_aside(self._path)
            self.trouble = Trouble.DAMAGED
        else:
            self._secrets = content | self._secrets
            self.trouble = None

    def _save(self) -> None:
        if self._key is None:
            if self._path.exists():
                return  # it cannot be opened now, and what it holds is not lost yet
            self._key = self._new_key()
        self._write(self._key)
        self.trouble = None

    def _new_key(self) -> bytes:
        """A key the keyring keeps, and gives back: some take it and forget it."""
        key = secrets.token_bytes(32)
        self._keyring.keep(self._key_name, key)
        if self._keyring.key(self._key_name) != key:
            raise KeyringLockedError
        return key

    def _unseal(self, sealed: bytes) -> dict[str, str] | None:
        head, nonce, rest = sealed[:_HEAD], sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :]
        if not head.startswith(_FORMAT) or len(nonce) < _NONCE:
            return None
        name = head[len(_FORMAT) :].decode(errors="replace")
        key = self._keyring.key(name)
        content = None if key is None else _decrypt(key, head, nonce, rest)
        if content is not None:
            self._key, self._key_name = key, name
        return content

    def _write(self, key: bytes) -> None:
        head = _FORMAT + self._key_name.encode()
        nonce = secrets.token_bytes(_NONCE)
        sealed = _encrypt(key, head, nonce, self._secrets)
        files.replace(self._path, head + nonce + sealed)


def _encrypt(key: bytes, head: bytes, nonce: bytes, content: dict[str, str]) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  slow to load

    return AESGCM(key).encrypt(nonce, msgspec.json.encode(content), head)


def _decrypt(key: bytes, head: bytes, nonce: bytes, sealed: bytes) -> dict[str, str] | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  slow to load

    try:
        return msgspec.json.decode(AESGCM(key).decrypt(nonce, sealed, head), type=dict[str, str])
    except (InvalidTag, ValueError, msgspec.DecodeError):
        return None
