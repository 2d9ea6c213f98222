"""Knowledge by look-ups in the contacts file; where it cannot be read, nobody is known."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from mailguard.domain.address import Address
from mailguard.domain.knowledge import NothingKnown
from mailguard.domain.recipient import Acquaintance
from mailguard.knowledge.contacts import look_up, open_to_read


class ContactReader(NothingKnown):
    """Implements Knowledge. The file may be missing as yet; it is looked for at each question."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def acquaintance(self, address: Address) -> Acquaintance | None:
        """How well the sender knows `address`. An unreadable file makes strangers, who are asked
        about, and never friends.
        """
        try:
            if self._connection is None:
                self._connection = open_to_read(self._path)
            return look_up(self._connection, address.key)
        except sqlite3.Error:
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
