"""A message that is arriving, on its way into a file that nobody else reads yet."""

from __future__ import annotations

import contextlib
import hashlib
import os
from datetime import datetime
from pathlib import Path

from mailguard.domain.entry import Entry
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Source
from mailguard.guard.storage import SpoolError
from mailguard.spool import failure, mailfile
from mailguard.spool.header import header_in, is_whole
from mailguard.spool.identifier import new_id

IN_MEMORY = 256 << 10
"""Octets gathered before they are written: most mails are written once, in one piece."""

SMALL = 64 << 10
"""Octets that may be handed on in memory."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class FileReception:
    """Octets go to `<id>.tmp`, in pieces of IN_MEMORY; the hash grows with them."""

    def __init__(self, folder: Path, account: str, envelope: Envelope) -> None:
        """Raises SpoolError where the envelope cannot be written down."""
        self.id = new_id()
        self.account = account
        self.envelope = envelope
        self.draft = f"{folder}{os.sep}{self.id}{mailfile.DRAFT_SUFFIX}"
        self.path = f"{folder}{os.sep}{self.id}{mailfile.SUFFIX}"
        try:
            self._waiting, self._checksum = mailfile.opening(self.id, account, envelope)
        except ValueError as error:
            raise SpoolError(f"{self.id}: {error}") from error
        self._offset = len(self._waiting)
        self._octets = bytearray()
        self._written = 0
        self._digest = hashlib.sha256()
        self._header = b""
        self._header_is_whole = False
        self._handle: int | None = None

    @property
    def length(self) -> int:
        return self._written + len(self._octets)

    @property
    def header(self) -> bytes:
        """The octets up to and with the first blank line, as far as they have come."""
        if self._header_is_whole:
            return self._header
        header = header_in(self._header + self._octets)
        if is_whole(header):
            self._header, self._header_is_whole = header, True
        return header

    @property
    def whole(self) -> bytes | None:
        """All octets so far, while they are few enough to lie in memory; else None."""
        is_small = not self._written and len(self._octets) <= SMALL
        return bytes(self._octets) if is_small else None

    def write(self, octets: bytes) -> None:
        """Add octets. Raises SpoolError; the reception is then to be discarded."""
        self._octets += octets
        if len(self._octets) >= IN_MEMORY:
            self._flush()

    def finish(self, received_at: datetime, client: str) -> Entry:
        """The entry that this has become; what is still in memory goes to the file by `save`."""
        self._digest.update(self._octets)
        source = Source(self.path, self._offset, self.length, self._digest.digest())
        entry = Entry(self.id, self.account, self.envelope, source, received_at, client)
        self._header = self.header
        self._written = self.length
        try:
            end = mailfile.closing(entry, self._checksum)
        except ValueError as error:
            raise SpoolError(f"{self.id}: {error}") from error
        self._waiting = b"".join((self._waiting, self._octets, end))
        self._octets.clear()
        return entry

    def save(self) -> int:
        """Write what is in memory; the file's handle, whose owner is the caller. Raises OSError."""
        self._save()
        handle, self._handle = self._handle, None
        assert handle is not None  # noqa: S101  _save opened it or raised
        return handle

    def discard(self) -> None:
        """Forget it; its file goes."""
        self._octets.clear()
        handle, self._handle = self._handle, None
        with contextlib.suppress(OSError):  # opening the spool removes what is left of it
            if handle is not None:
                os.close(handle)
            Path(self.draft).unlink(missing_ok=True)

    def _flush(self) -> None:
        self._digest.update(self._octets)
        self._waiting += bytes(self._octets)
        self._header = self.header
        self._written += len(self._octets)
        self._octets.clear()
        try:
            self._save()
        except OSError as error:
            raise failure.of_system(error) from error

    def _save(self) -> None:
        if self._handle is None:
            self._handle = os.open(self.draft, _NEW, 0o600)
        rest = memoryview(self._waiting)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        self._waiting = b""
