"""Mails in files, read and checked in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from mailguard import actions, checks
from mailguard.content.filetype import FileTypes
from mailguard.discovery import discover
from mailguard.domain.action import Action
from mailguard.domain.address import Address
from mailguard.domain.check import Check
from mailguard.domain.finding import Finding
from mailguard.domain.inspection import Inspection
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Source
from mailguard.domain.policy import Policy
from mailguard.domain.recipient import Recipient
from mailguard.domain.settings import Settings
from mailguard.inspection.domains import organisation_of
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.octets import message_octets
from mailguard.inspection.protocol import Request
from mailguard.inspection.ruling import Ruling
from mailguard.inspection.study import envelope_of, heading_in, study
from mailguard.knowledge.bounces import failed_recipients
from mailguard.knowledge.lessons import Sighting, lesson_of
from mailguard.rulebook.almanac import almanac_of

_NOBODY = Address("nobody", "localhost.invalid")
_ACCOUNT = "command line"


class Looked(msgspec.Struct, frozen=True):
    """A mail that was looked through."""

    inspection: Inspection
    milliseconds: float

    def as_json(self, file: str) -> dict[str, object]:
        """The contract of `mailguard check --json`."""
        return {
            "file": file,
            "findings": [_finding(finding) for finding in self.inspection.findings],
            "recipients": [_recipient(each) for each in self.inspection.preview.recipients],
            "ms": round(self.milliseconds, 2),
        }


class MailFiles:
    """Checks mails. Strangers wrote them: a command limits its memory first."""

    def __init__(self, knowledge: Knowledge, settings: Settings) -> None:
        self._policy = Policy(settings)
        self._examiner = Examiner(
            discover(checks, Check),
            discover(actions, Action),
            knowledge,
            FileTypes(),
            Ruling(almanac_of),
        )

    def look_through(self, path: Path, senders: Sequence[Address] = ()) -> Looked:
        """The inspection; without `senders`, its author sends it. Raises OSError."""
        begun = time.perf_counter()
        with octets_of(path) as octets:
            heading = heading_in(octets)
            length = len(octets)
        envelope = envelope_of(heading)
        own = tuple(senders) or (envelope.sender or _NOBODY,)
        source = Source(str(path), 0, length, b"")
        request = Request(1, _ACCOUNT, own, source, envelope, self._policy)
        inspection = self._examiner.examine(request, lambda _preview: None)
        return Looked(inspection, (time.perf_counter() - begun) * 1000)


def lesson_in(octets: memoryview, senders: Sequence[Address], *, is_sent: bool) -> Lesson:
    """What the message teaches who sent or received it. Never raises for what it holds."""
    mail = study(octets, senders)
    own = senders or tuple(box.address for box in mail.correspondents.author if is_sent)
    bounced = () if is_sent else failed_recipients(octets)
    sighting = Sighting(organisation_of, own, datetime.now(UTC), bounced)
    return lesson_of(mail, sighting, is_sent=is_sent)


@contextmanager
def octets_of(path: Path) -> Iterator[memoryview]:
    """The octets of a file that holds one message. Raises OSError."""
    with message_octets(Source(str(path), 0, path.stat().st_size, b"")) as octets:
        yield octets


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "severity": finding.severity.name.lower(),
        "summary": finding.sentence,
        "evidence": list(finding.evidence),
    }


def _recipient(recipient: Recipient) -> dict[str, object]:
    return {
        "address": str(recipient.address),
        "field": recipient.field.value,
        "class": recipient.kind.value,
        "risk": round(recipient.risk, 6),
    }
