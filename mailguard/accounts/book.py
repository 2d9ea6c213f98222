"""The book of accounts: implements the guard's port `Accounts` on the register and the vault."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import msgspec

from mailguard import logs
from mailguard.accounts import register, troubles
from mailguard.accounts.local_password import NOBODY, Digest, new_password
from mailguard.accounts.register import Record, RegisterError
from mailguard.domain.account import Account, Auth
from mailguard.domain.address import Address, AddressError
from mailguard.domain.envelope import Capabilities
from mailguard.domain.event import Condition
from mailguard.secrets.vault import Vault

log = logging.getLogger(__name__)


class AccountBook:
    """All accounts. Looking up never waits; changing writes files and may ask the keyring."""

    def __init__(self, path: Path, vault: Vault) -> None:
        """Read the register. Raises RegisterError."""
        self._path = path
        self._vault = vault
        self._records = register.read(path)
        self._changing = threading.Lock()

    def all(self) -> tuple[Account, ...]:
        return tuple(record.account for record in self._records.values())

    def get(self, account_id: str) -> Account | None:
        record = self._records.get(account_id)
        return record.account if record else None

    def authenticate(self, username: str, password: str) -> Account | None:
        record = self._records.get(_id_of(username))
        matches = (record.digest if record else NOBODY).matches(password)
        return record.account if record and matches else None

    def password(self, account_id: str) -> str | None:
        return self._vault.get(_server(account_id))

    def local_password(self, account_id: str) -> str:
        """What the mail program has to show; "" where it can no longer be told."""
        return self._vault.get(_local(account_id)) or ""

    def capabilities(self, account_id: str) -> Capabilities:
        record = self._records.get(account_id)
        return record.capabilities if record else Capabilities()

    def learn_capabilities(self, account_id: str, capabilities: Capabilities) -> None:
        with self._changing:
            record = self._records.get(account_id)
            if record is None or record.capabilities == capabilities:
                return
            learned = msgspec.structs.replace(record, capabilities=capabilities)
            self._records = {**self._records, account_id: learned}
            try:
                register.write(self._path, self._records.values())
            except RegisterError as error:
                log.warning("what a server offers could not be kept: %s", error)

    def conditions(self) -> tuple[Condition, ...]:
        signing_in = [a for a in self.all() if a.server.auth is Auth.PASSWORD]
        if not (signing_in and self._vault.is_open):
            return ()  # no password is needed, or they may be about to come
        needed = [a for a in signing_in if self.password(a.id) is None]
        return (
            *troubles.of_vault(self._vault.trouble),
            *(troubles.password_needed(account) for account in needed),
        )

    def open_vault(self) -> None:
        """Fetch the passwords. Blocking; may ask the user."""
        self._vault.open()
        for account_id in self._records:
            logs.conceal(self.password(account_id) or "")
            logs.conceal(self.local_password(account_id))

    def put(self, account: Account, password: str | None) -> None:
        """Add the account, or change the one with its address; it keeps its local password.

        `password` is its server's; None: as before. Blocking. Raises RegisterError.
        """
        known = self._records.get(account.id)
        digest = known.digest if known else self._new_local_password(account.id)
        with self._changing:
            self._write({**self._records, account.id: Record(account, digest)})
        if account.server.auth is Auth.NONE:
            self._vault.put(_server(account.id), None)
        elif password is not None:
            self.set_password(account.id, password)

    def remove(self, account_id: str) -> None:
        """Forget the account and its passwords. Blocking. Raises RegisterError."""
        with self._changing:
            self._write({i: r for i, r in self._records.items() if i != account_id})
        self._vault.put(_server(account_id), None)
        self._vault.put(_local(account_id), None)

    def set_password(self, account_id: str, password: str) -> None:
        """Keep the password of the account's server. Blocking."""
        logs.conceal(password)
        self._vault.put(_server(account_id), password)

    def _new_local_password(self, account_id: str) -> Digest:
        password = new_password()
        logs.conceal(password)
        self._vault.put(_local(account_id), password)
        return Digest.of(password)

    def _write(self, records: dict[str, Record]) -> None:
        register.write(self._path, records.values())
        self._records = records


def _id_of(username: str) -> str:
    try:
        return Address.parse(username).key
    except AddressError:
        return ""


def _server(account_id: str) -> str:
    return f"server:{account_id}"


def _local(account_id: str) -> str:
    return f"local:{account_id}"
