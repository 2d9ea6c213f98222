"""Forgetting somebody: every mail they are named in goes, as far as nothing waits for it."""

from __future__ import annotations

from collections.abc import Iterable

from mailguard.domain.address import Address
from mailguard.domain.entry import Entry
from mailguard.domain.state import WAITING
from mailguard.guard.storage import Forgotten
from mailguard.spool.folder import SpoolFolder
from mailguard.spool.ledger import Ledger
from mailguard.spool.tables import Tables

_ALL = 10_000_000


def names(entry: Entry, key: str) -> bool:
    """Whether the Address.key is among those the mail came from or went to."""
    people: Iterable[Address | None] = (
        entry.envelope.sender,
        *entry.envelope.recipients,
        *entry.added,
    )
    return any(address is not None and address.key == key for address in people)


def mails_naming(tables: Tables, key: str) -> list[Entry]:
    """Every entry that names the Address.key, the newest first."""
    return [entry for entry in tables.entries((), None, _ALL) if names(entry, key)]


def forget(ledger: Ledger, folder: SpoolFolder, key: str) -> Forgotten:
    """Remove the files and rows of the mails that name `key`; those that wait are kept."""
    concerned = mails_naming(ledger.tables, key)
    over = [entry for entry in concerned if entry.state not in WAITING]
    ledger.tables.overwrite_what_goes()
    for entry in over:
        folder.remove(entry.id)
        ledger.tables.delete_entry(entry.id)
    return Forgotten(len(over), len(concerned) - len(over))
