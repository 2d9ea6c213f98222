"""Accounts and books of accounts for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mailguard.accounts.book import AccountBook
from mailguard.domain.account import Account, Auth, Security, Server
from mailguard.domain.address import Address
from mailguard.secrets.vault import Vault
from tests.fakes.keyring import FakeKeyring

TARO = "taro@example.co.jp"


def an_account(address: str = TARO, *, auth: Auth = Auth.PASSWORD, **changes: Any) -> Account:
    server = Server("smtp.example.co.jp", 587, Security.STARTTLS, auth, username=address)
    return Account(Address.parse(address), server, **changes)


def a_book(folder: Path, keyring: FakeKeyring | None = None) -> AccountBook:
    """The book in `folder`, as after a start: its vault is open."""
    vault = Vault(folder / "secrets.bin", keyring or FakeKeyring())
    book = AccountBook(folder / "accounts.json", vault)
    book.open_vault()
    return book
