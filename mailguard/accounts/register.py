"""The register: the file with all accounts, without anything secret."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from mailguard import files
from mailguard.accounts.local_password import Digest
from mailguard.domain.account import Account
from mailguard.domain.envelope import Capabilities
from mailguard.i18n import _

_VERSION = 1


class RegisterError(Exception):
    """The file cannot be used; the text says why, and what to do."""


class Record(msgspec.Struct, frozen=True):
    """One account, how its mail program is known again, and what its server offered last."""

    account: Account
    digest: Digest
    capabilities: Capabilities = Capabilities()


class _Register(msgspec.Struct, frozen=True):
    version: int
    accounts: tuple[Record, ...]


def read(path: Path) -> dict[str, Record]:
    """The records by `Account.id`; without a file there are none. Raises RegisterError."""
    try:
        register = msgspec.json.decode(path.read_bytes(), type=_Register)
    except FileNotFoundError:
        return {}
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise RegisterError(sentence.format(file=path, reason=error.strerror)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RegisterError(_damaged(path)) from error
    if register.version != _VERSION:
        sentence = _("{file} was written by a newer MailGuard. Please install that version again.")
        raise RegisterError(sentence.format(file=path))
    return {record.account.id: record for record in register.accounts}


def write(path: Path, records: Iterable[Record]) -> None:
    """Replace the file. Raises RegisterError; the old file is then still there."""
    register = _Register(_VERSION, tuple(records))
    text = msgspec.json.format(msgspec.json.encode(register), indent=2)
    try:
        files.replace(path, text + b"\n")
    except OSError as error:
        sentence = _("{file} could not be written: {reason}. Nothing was changed.")
        raise RegisterError(sentence.format(file=path, reason=error.strerror)) from error


def _damaged(path: Path) -> str:
    return _(
        "{file} is damaged, so MailGuard does not know your accounts. Please put a copy of it "
        "back, or move it away and add your accounts again."
    ).format(file=path)
