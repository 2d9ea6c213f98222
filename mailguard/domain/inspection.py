"""What an inspection gives: a preview at once, and then the whole with findings and decision."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.consequence import Approval, Fired, Preparation, Remark
from mailguard.domain.finding import Finding
from mailguard.domain.mail import Attachment, Correspondents, MailKind
from mailguard.domain.received import ReceivedFile
from mailguard.domain.recipient import OUTSIDE, Recipient


class Preview(msgspec.Struct, frozen=True):
    """What the review window needs to open: who, and what about."""

    subject: str
    kind: MailKind
    correspondents: Correspondents
    recipients: tuple[Recipient, ...]


class Act(StrEnum):
    """What the user does to meet a demand."""

    TICK = "tick"
    TYPE = "type"  # write the word that is expected
    REASON = "reason"  # write why, in the user's own words
    OPEN = "open"  # open the file


REASON_LETTERS = 5
"""Letters and digits that a reason has at least."""


class Offer(msgspec.Struct, frozen=True, order=True):
    """An action that the review offers, and what it is done to."""

    action: str  # Action.name
    argument: str = ""  # an Address.key for an action about one recipient


class Demand(msgspec.Struct, frozen=True):
    """One thing the user has to do before *Send*.

    `id` names where it stands: `organisation:DOMAIN`, `attachment:INDEX`, `finding:INDEX`
    (into Inspection.findings), `checklist:INDEX`; of rules `rule:LAYER/ID:tick`, `…:type`,
    `…:justify`, and `open:INDEX` of an attachment.
    """

    id: str
    act: Act
    expected: str = ""  # what has to be typed
    settled_by: tuple[Offer, ...] = ()  # all of these together make it needless
    label: str = ""  # what is to be written, as a sentence; it names what is expected

    def is_met(
        self, ticked: Collection[str], written: Mapping[str, str], chosen: Collection[Offer]
    ) -> bool:
        """Whether the user did it, or chose what makes it needless.

        `ticked`: ids of demands, also of those to open; `written`: demand id → the user's words.
        """
        if self.settled_by and all(offer in chosen for offer in self.settled_by):
            return True
        if self.act in {Act.TICK, Act.OPEN}:
            return self.id in ticked
        return self._accepts(written.get(self.id, ""))

    def _accepts(self, text: str) -> bool:
        if self.act is Act.REASON:
            return sum(letter.isalnum() for letter in text) >= REASON_LETTERS
        return _plain(text) == _plain(self.expected)


# What a Japanese keyboard gives for a full stop and a hyphen, even between Latin letters.
_KEYS = str.maketrans({"。": ".", "ー": "-", "−": "-"})


def _plain(text: str) -> str:
    """What remains of a word when width, case and space do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(unicodedata.normalize("NFKC", folded).translate(_KEYS).split())


class Decision(msgspec.Struct, frozen=True):
    """What the policy makes of the findings."""

    demands: tuple[Demand, ...]
    offers: tuple[Offer, ...] = ()
    checklist: tuple[str, ...] = ()  # sentences to read
    delay: float = 0.0  # seconds between Send and leaving
    later: datetime | None = None  # when it may leave instead, outside office hours; local
    needs_answer: bool = True  # False: it may leave without a review (a read receipt)
    said: tuple[Remark, ...] = ()  # what rules want to be read
    refusals: tuple[Remark, ...] = ()  # why it may not leave; then there is no *Send*
    approvals: tuple[Approval, ...] = ()  # who else has to agree
    rule_delay: float = 0.0  # seconds of `delay` that rules ask for
    hold: bool = False  # until it is released by hand, whatever the delay
    not_before: datetime | None = None  # with its time zone
    preparation: Preparation = Preparation()  # what becomes of it before it leaves
    notify: tuple[Address, ...] = ()  # whom a note is sent to, once it has left
    rules: tuple[Fired, ...] = ()  # which fired and why; those that are only watched among them


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
    arriving: tuple[ReceivedFile, ...] = ()  # the files as they arrive, where rules change some
    needs: tuple[str, ...] = ()  # what the recipients need to open those, as sentences
    is_agreed: bool = False  # the recipients know the password of those already

    @property
    def outside(self) -> frozenset[str]:
        """Other organisations that get it, as Recipient.organisation."""
        people = self.preview.recipients
        return frozenset(each.organisation for each in people if each.kind in OUTSIDE)


TEXT_LIMIT = 20_000
"""Octets of new text that a review carries at most."""
