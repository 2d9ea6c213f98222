"""A mail as the checks see it: its envelope, and views of its header, text and attachments.

The octets stay in the spool file; a view says where in the file it was read (`Span`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.content import Content
from mailguard.domain.envelope import Envelope
from mailguard.domain.recipient import OUTSIDE, Recipient


class Span(msgspec.Struct, frozen=True):
    """Octets `start` (included) to `end` (excluded) of a message, counted from its first octet."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


class Source(msgspec.Struct, frozen=True):
    """Where the octets of a message lie: `length` of them from `offset` on in the file `path`."""

    path: str
    offset: int
    length: int
    sha256: bytes  # of those octets


class Edit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change of a message: the octets of `span` give way to `data`; all others stay."""

    span: Span
    data: bytes = b""
    file: Source | None = None  # instead of `data`: octets that are too many to be held

    @property
    def length(self) -> int:
        """Octets that take the place of `span`."""
        return len(self.data) if self.file is None else self.file.length


class MailKind(StrEnum):
    """What sort of mail it is (RFC 8098, RFC 3834, RFC 5545)."""

    ORDINARY = "ordinary"
    CALENDAR = "calendar"
    RECEIPT = "receipt"
    AUTOMATIC = "automatic"


class Mailbox(msgspec.Struct, frozen=True):
    """One mailbox of a header field: its address, and the display name, decoded."""

    address: Address
    name: str = ""


class Correspondents(msgspec.Struct, frozen=True):
    """Who stands in the header (RFC 5322 §3.6.2, §3.6.3)."""

    author: tuple[Mailbox, ...] = ()  # From
    sender: tuple[Mailbox, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()


class Link(msgspec.Struct, frozen=True):
    """A link of an HTML text."""

    shown: str  # what the reader sees, at most 300 characters
    target: str  # where it leads


class Text(msgspec.Struct, frozen=True):
    """What the reader will read, as plain text with LF line ends."""

    new: str = ""  # what the sender wrote this time, with signature and disclaimer
    quoted: str = ""  # what is quoted or forwarded below or between
    body_end: int | None = None  # where signature and disclaimer begin in `new`; None: nowhere
    links: tuple[Link, ...] = ()  # of the new text, where it is HTML

    @property
    def body(self) -> str:
        """The new text without signature and disclaimer; it begins where `new` does."""
        return self.new[: self.body_end]

    @property
    def signature(self) -> str:
        """The signature and disclaimer below the body."""
        return "" if self.body_end is None else self.new[self.body_end :]


class Identification(msgspec.Struct, frozen=True):
    """Which mail this is and which it answers (RFC 5322 §3.6.4); ids without angle brackets."""

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


class Attachment(msgspec.Struct, frozen=True):
    """One attached file."""

    name: str  # decoded; safe to show, not yet to write to a disk
    size: int  # octets, decoded
    declared_type: str  # from Content-Type, lower case
    real_type: str  # from its first octets; "" when it could not be read
    span: Span  # the encoded body
    encoding: str  # Content-Transfer-Encoding, lower case
    sha256: bytes = b""  # of the decoded octets
    inline: bool = False  # shown within the text (a picture of an HTML mail)
    encrypted: bool = False  # cannot be looked into without a password


class Mail(msgspec.Struct, frozen=True):
    """What one DATA brought, read."""

    envelope: Envelope
    source: Source
    kind: MailKind
    subject: str
    correspondents: Correspondents
    recipients: tuple[Recipient, ...]
    text: Text
    attachments: tuple[Attachment, ...]
    is_reply: bool = False  # it names a mail it answers (In-Reply-To, References)
    problems: tuple[str, ...] = ()  # what could not be read, as sentences
    contents: tuple[Content, ...] = ()  # what is in each attachment, in their order
    ambiguities: tuple[str, ...] = ()  # where mail programs may show other things, as sentences
    identification: Identification = Identification()
    date: datetime | None = None  # of the Date field, with its time zone
    is_signed: bool = False  # S/MIME or PGP: its octets must not change
    own: tuple[str, ...] = ()  # the sender's own organisations, as Recipient.organisation
    group: tuple[str, ...] = ()  # domains of its affiliates, as the policy lists them

    @property
    def files(self) -> Iterator[tuple[int, Attachment, Content]]:
        """Index, attachment and content of each that is no picture within the text."""
        for index, attachment in enumerate(self.attachments):
            if not attachment.inline:
                has_content = index < len(self.contents)
                yield index, attachment, self.contents[index] if has_content else Content()

    @property
    def is_bare_answer(self) -> bool:
        """Whether it answers one person and shows no addresses of what it answers: the mail
        program chose whom, and nothing says otherwise.
        """
        return self.is_reply and len(self.recipients) == 1 and "@" not in self.text.quoted

    @property
    def goes_outside(self) -> bool:
        """Whether somebody gets it who is neither of one's own organisation nor of its group."""
        return any(recipient.kind in OUTSIDE for recipient in self.recipients)
