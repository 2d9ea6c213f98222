"""The system's keyring: where the vault's key lies, in no back end but a trusted one.

Every call may block, or put a question to the user; none belongs on an event loop.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, Protocol

_SERVICE = "MailGuard"

# Those of the keyring package that keep a secret encrypted under the user's log-in. Others,
# such as keyrings.alt's PlaintextKeyring, write it to a file in clear.
_TRUSTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)


class KeyringUnavailableError(Exception):
    """There is no keyring that may be trusted with a key."""


class KeyringLockedError(Exception):
    """The keyring is there, but did not give or take the key: locked, or the user declined."""


class Keyring(Protocol):
    """Keeps keys by name."""

    def key(self, name: str) -> bytes | None:
        """The key; None: none is kept. Raises KeyringUnavailableError, KeyringLockedError."""
        ...

    def keep(self, name: str, key: bytes) -> None:
        """Keep the key. Raises KeyringUnavailableError, KeyringLockedError."""
        ...


class SystemKeyring:
    """The keyring of the user's session."""

    def key(self, name: str) -> bytes | None:
        found = _call(_backend().get_password, _SERVICE, name)
        try:
            return None if found is None else base64.b64decode(found, validate=True)
        except (binascii.Error, ValueError):
            return None  # not what `keep` kept

    def keep(self, name: str, key: bytes) -> None:
        _call(_backend().set_password, _SERVICE, name, base64.b64encode(key).decode())


def _backend() -> Any:
    import keyring  # noqa: PLC0415  loads its back ends: not while the engine starts

    try:
        chosen: Any = keyring.get_keyring()
    except Exception as error:  # whatever a broken back end raises while it is looked for
        raise KeyringUnavailableError from error
    for backend in getattr(chosen, "backends", [chosen]):  # a chainer holds several
        if f"{type(backend).__module__}.{type(backend).__qualname__}" in _TRUSTED:
            return backend
    raise KeyringUnavailableError


def _call(function: Any, *arguments: str) -> str | None:
    try:
        result: str | None = function(*arguments)
    except Exception as error:  # back ends let their libraries' own errors through
        raise KeyringLockedError from error
    return result
