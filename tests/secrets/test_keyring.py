"""Only a back end that encrypts is trusted, however it is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keyring as keyring_package
import pytest
from keyring.backend import KeyringBackend

from mailguard.secrets.keyring import (
    KeyringLockedError,
    KeyringUnavailableError,
    SystemKeyring,
)


class InMemory(KeyringBackend):
    """A back end as others write them; not one of those that are trusted."""

    priority = 9

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


def named(module: str, name: str) -> Any:
    """A back end that goes by that name."""
    kind = type(name, (InMemory,), {"__module__": module, "__qualname__": name, "priority": 0})
    return kind()


@pytest.fixture
def session() -> Iterator[None]:
    before = keyring_package.get_keyring()
    yield
    keyring_package.set_keyring(before)


@pytest.mark.usefixtures("session")
class TestTrust:
    """Which back ends are asked."""

    @pytest.mark.parametrize(
        ("module", "name"),
        [
            ("keyring.backends.SecretService", "Keyring"),
            ("keyring.backends.libsecret", "Keyring"),
            ("keyring.backends.kwallet", "DBusKeyring"),
            ("keyring.backends.macOS", "Keyring"),
            ("keyring.backends.Windows", "WinVaultKeyring"),
        ],
    )
    def test_a_key_comes_back_from_a_trusted_one(self, module: str, name: str) -> None:
        keyring_package.set_keyring(named(module, name))
        SystemKeyring().keep("name", b"k" * 32)
        assert SystemKeyring().key("name") == b"k" * 32
        assert SystemKeyring().key("other") is None

    @pytest.mark.parametrize(
        ("module", "name"),
        [
            ("keyrings.alt.file", "PlaintextKeyring"),
            ("keyrings.alt.file", "EncryptedKeyring"),
            ("keyring.backends.null", "Keyring"),
            ("keyring.backends.fail", "Keyring"),
            ("somebody.elses", "Keyring"),
        ],
    )
    def test_no_other_ever_sees_a_key(self, module: str, name: str) -> None:
        backend = named(module, name)
        keyring_package.set_keyring(backend)
        with pytest.raises(KeyringUnavailableError):
            SystemKeyring().keep("name", b"k" * 32)
        assert backend.kept == {}

    def test_in_a_chain_only_the_trusted_one_is_asked(self) -> None:
        plain = named("keyrings.alt.file", "PlaintextKeyring")
        trusted = named("keyring.backends.SecretService", "Keyring")
        chain = named("keyring.backends.chainer", "ChainerBackend")
        chain.backends = [plain, trusted]
        keyring_package.set_keyring(chain)
        SystemKeyring().keep("name", b"k" * 32)
        assert plain.kept == {}
        assert len(trusted.kept) == 1

    def test_a_chain_that_ends_in_plain_text_is_none(self) -> None:
        chain = named("keyring.backends.chainer", "ChainerBackend")
        chain.backends = [named("keyrings.alt.file", "PlaintextKeyring")]
        keyring_package.set_keyring(chain)
        with pytest.raises(KeyringUnavailableError):
            SystemKeyring().key("name")

    def test_a_back_end_that_fails_is_locked(self) -> None:
        backend = named("keyring.backends.SecretService", "Keyring")
        backend.error = RuntimeError("the prompt was dismissed")
        keyring_package.set_keyring(backend)
        with pytest.raises(KeyringLockedError):
            SystemKeyring().key("name")

    def test_what_is_no_key_is_none(self) -> None:
        backend = named("keyring.backends.SecretService", "Keyring")
        backend.kept["MailGuard", "name"] = "not base64 !"
        keyring_package.set_keyring(backend)
        assert SystemKeyring().key("name") is None
