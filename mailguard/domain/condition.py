"""What a rule of the policy waits for. Everything that is given has to hold; lists mean *any*."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from mailguard.domain.mail import MailKind
from mailguard.domain.recipient import Field, RecipientClass

Count = Annotated[int, msgspec.Meta(ge=1)]
Octets = Annotated[int, msgspec.Meta(ge=0)]


class Extent(StrEnum):
    """How many of those looked at have to fit."""

    ANY = "any"
    ALL = "all"


class OfRecipients(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}
):
    """Who gets it. A recipient fits where every key that is given fits."""

    match: Extent = Extent.ANY
    kind: tuple[RecipientClass, ...] = ()  # `class` in the file
    domain: tuple[str, ...] = ()  # each covers its sub-domains
    address: tuple[str, ...] = ()  # `*` and `?` stand for letters
    group: tuple[str, ...] = ()  # names of groups, departments and lists of the directory
    field: tuple[Field, ...] = ()
    registered: bool | None = None  # stands in an address book
    written_to: bool | None = None  # got mail from this user before
    people: Count = 1  # so many have to fit
    organisations: Count = 1  # of so many organisations


class OfSender(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who sends it."""

    address: tuple[str, ...] = ()  # From, Sender or the account's; `*` and `?` stand for letters
    account: tuple[str, ...] = ()  # the account's own address
    group: tuple[str, ...] = ()  # groups and departments of the directory


class Where(StrEnum):
    """Which text is looked at."""

    NEW = "new"  # what the sender wrote this time
    ALL = "all"  # with what is quoted


class OfWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words or patterns. Width, case and variants of letters do not count for words."""

    words: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()  # RE2 syntax


class OfText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words or patterns of the text."""

    words: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()
    where: Where = Where.NEW


class OfHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the header; with neither words nor patterns: that it is there."""

    name: str
    words: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()
    absent: bool = False  # instead: that no such field is there


class OfAttachments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is attached. A file fits where every key that is given fits."""

    match: Extent = Extent.ANY
    name: tuple[str, ...] = ()  # `*` and `?` stand for letters
    type: tuple[str, ...] = ()  # an ending without its dot, or a media type; the real one
    larger_than: Octets | None = None  # octets, of one file
    encrypted: bool | None = None
    words: tuple[str, ...] = ()  # in the file's text
    pattern: tuple[str, ...] = ()
    files: Count = 1  # so many have to fit
    total_larger_than: Octets | None = None  # octets, of those that fit together


class Grade(StrEnum):
    """A severity, as the policy writes it."""

    NOTICE = "notice"
    WARNING = "warning"
    DANGER = "danger"


class OfFindings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the checks found."""

    check: tuple[str, ...] = ()  # ids; none: any check
    severity: Grade = Grade.NOTICE  # at least


class OfMail(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mail as a whole."""

    kind: tuple[MailKind, ...] = ()
    larger_than: Octets | None = None
    reply: bool | None = None
    signed: bool | None = None  # S/MIME or PGP
    empty_subject: bool | None = None


class OfTime(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When it is sent, by the clock of the computer and the working calendar."""

    office_hours: bool | None = None  # false: outside them, and on days off
    day_off: bool | None = None  # a weekend, a holiday, or a day off of the company's calendar
    between: tuple[str, ...] = ()  # "20:00-07:30", over midnight too


class Protection(StrEnum):
    """How well the way to a recipient's server is protected, as far as known."""

    SECURE = "secure"
    ENCRYPTED = "encrypted"  # not authenticated
    NONE = "none"
    UNKNOWN = "unknown"


class OfTransport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The way to the recipients' servers."""

    protection: tuple[Protection, ...]
    match: Extent = Extent.ANY


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it has to hold. An empty one always holds."""

    recipients: tuple[OfRecipients, ...] = ()  # each has to hold
    sender: OfSender | None = None
    subject: OfWords | None = None
    text: OfText | None = None
    header: tuple[OfHeader, ...] = ()  # each has to hold
    attachments: tuple[OfAttachments, ...] = ()  # each has to hold
    findings: OfFindings | None = None
    mail: OfMail | None = None
    time: OfTime | None = None
    transport: OfTransport | None = None
    any: tuple[When, ...] = ()  # one of these, besides
    none: tuple[When, ...] = ()  # none of these
