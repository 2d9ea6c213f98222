"""A finding: one fact about a mail that its sender should know before it leaves."""

from __future__ import annotations

from enum import IntEnum, StrEnum

import msgspec


class Severity(IntEnum):
    """How sure and how bad. A notice never asks for an action."""

    NOTICE = 1
    WARNING = 2
    DANGER = 3


class OfMail(msgspec.Struct, frozen=True, tag="mail"):
    """The finding speaks of the mail as a whole."""


class OfSubject(msgspec.Struct, frozen=True, tag="subject"):
    """The finding speaks of the subject."""


class OfText(msgspec.Struct, frozen=True, tag="text"):
    """The finding speaks of characters `start` to `end` of the new text."""

    start: int
    end: int


class OfRecipient(msgspec.Struct, frozen=True, tag="recipient"):
    """The finding speaks of one recipient."""

    address: str  # an Address.key


class OfAttachment(msgspec.Struct, frozen=True, tag="attachment"):
    """The finding speaks of one attachment."""

    index: int  # into Inspection.attachments


Place = OfMail | OfSubject | OfText | OfRecipient | OfAttachment


class About(StrEnum):
    """Of whom a finding speaks that stands at no recipient's row."""

    ADDRESSEE = "addressee"  # it is for somebody else than those who get it
    CROWD = "crowd"  # outside people who see each other


class Finding(msgspec.Struct, frozen=True):
    """What a check found. The sentence is a fact; the evidence is what it rests on."""

    check: str
    severity: Severity
    sentence: str
    evidence: tuple[str, ...] = ()
    place: Place = OfMail()
    about: About | None = None
