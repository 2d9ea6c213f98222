"""What one mail teaches: who took part, what it belongs to, what was sent. No text, no subject."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Party(msgspec.Struct, frozen=True):
    """Somebody in From, To, Cc or Bcc."""

    key: str  # Address.key
    organisation: str  # as Recipient.organisation; "": not known
    name: str = ""  # the display name, decoded


class SentFile(msgspec.Struct, frozen=True):
    """A file that was attached."""

    sha256: bytes
    name: str


class Lesson(msgspec.Struct, frozen=True):
    """One mail, sent or received, reduced to what is remembered of it.

    Message-IDs, subjects and texts are digests of 63 bits, 0 where there is none.
    """

    is_sent: bool
    at: datetime  # when it was sent, with its time zone
    author: Party | None = None
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    bcc: tuple[Party, ...] = ()
    own: tuple[str, ...] = ()  # the user's own addresses and organisations
    message: int = 0
    ancestors: tuple[int, ...] = ()  # the mails it goes on from, the one it answers last
    subject: int = 0
    text: int = 0  # subject and new text together
    files: tuple[SentFile, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # Address.key, and how it was called
    companies: tuple[tuple[str, str], ...] = ()  # an organisation, and a name of it
    bounced: tuple[str, ...] = ()  # Address.key of whom a mail did not reach
    endings: tuple[int, ...] = ()  # of the text's last line, of its last two lines and so on

    @property
    def recipients(self) -> tuple[Party, ...]:
        """Everybody it went to, each once."""
        return tuple({party.key: party for party in (*self.bcc, *self.cc, *self.to)}.values())


class Card(msgspec.Struct, frozen=True):
    """Somebody in an address book: no mail went to them because of that."""

    address: str  # Address.key
    organisation: str  # as Recipient.organisation
    names: tuple[str, ...] = ()  # in any script
    company: str = ""
