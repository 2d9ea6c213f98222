"""A message that is arriving, on its way into a spool that lies in memory."""

from __future__ import annotations

import hashlib
from datetime import datetime

from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Source
from mailguard.spool.header import header_in
from mailguard.spool.identifier import new_id
from mailguard.spool.reception import SMALL


class MemoryReception:
    """Octets gather in `octets`."""

    def __init__(self, account: str, envelope: Envelope) -> None:
        self.id = new_id()
        self.account = account
        self.envelope = envelope
        self.octets = bytearray()

    @property
    def length(self) -> int:
        return len(self.octets)

    @property
    def header(self) -> bytes:
        return header_in(self.octets)

    @property
    def whole(self) -> bytes | None:
        return bytes(self.octets) if len(self.octets) <= SMALL else None

    def write(self, octets: bytes) -> None:
        self.octets += octets

    def discard(self) -> None:
        self.octets.clear()

    def finish(self, received_at: datetime, client: str) -> Entry:
        """The entry that this has become."""
        octets = self.octets
        source = Source(f"memory:{self.id}", 0, len(octets), hashlib.sha256(octets).digest())
        return Entry(self.id, self.account, self.envelope, source, received_at, client)
