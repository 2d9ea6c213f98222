"""What an inspection gives: a preview at once, and then the whole with findings and decision."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.finding import Finding
from mailguard.domain.mail import Attachment, Correspondents, MailKind
from mailguard.domain.recipient import Recipient


class Preview(msgspec.Struct, frozen=True):
    """What the review window needs to open: who, and what about."""

    subject: str
    kind: MailKind
    correspondents: Correspondents
    recipients: tuple[Recipient, ...]


class Act(StrEnum):
    """What the user does to meet a demand."""

    TICK = "tick"
    TYPE = "type"


class Demand(msgspec.Struct, frozen=True):
    """One thing the user has to do before *Send*.

    `id` names where it stands: `organisation:DOMAIN`, `attachment:INDEX`, `finding:INDEX`
    (into Inspection.findings), `checklist:INDEX`.
    """

    id: str
    act: Act
    expected: str = ""  # what has to be typed (compared without case)
    settled_by: str = ""  # the offered action that makes it needless


class Decision(msgspec.Struct, frozen=True):
    """What the policy makes of the findings."""

    demands: tuple[Demand, ...]
    offers: tuple[str, ...] = ()  # names of actions the review offers
    checklist: tuple[str, ...] = ()  # sentences to read
    delay: float = 0.0  # seconds between Send and leaving
    needs_answer: bool = True  # False: it may leave without a review (a read receipt)


class Inspection(msgspec.Struct, frozen=True):
    """Everything known about a mail once the worker has looked through it."""

    preview: Preview
    attachments: tuple[Attachment, ...]
    text: str  # the new text, at most TEXT_LIMIT octets as UTF-8
    text_is_cut: bool
    has_quoted_text: bool
    findings: tuple[Finding, ...]
    decision: Decision
    fingerprint: bytes  # equal for a repeat of the same content from the same account
    unchecked: tuple[str, ...] = ()  # what could not be checked, as sentences


TEXT_LIMIT = 20_000
"""Octets of new text that a review carries at most."""
