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
from mailguard.domain.consequence import Fired
from mailguard.domain.finding import Finding
from mailguard.domain.inspection import Inspection
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Mail, Source
from mailguard.domain.policy import Policy
from mailguard.domain.recipient import Recipient
from mailguard.inspection.domains import organisation_of
from mailguard.inspection.examiner import Examiner
from mailguard.inspection.octets import message_octets
from mailguard.inspection.protocol import Request
from mailguard.inspection.ruling import Moment, Ruling, now
from mailguard.inspection.study import envelope_of, heading_in, study
from mailguard.knowledge.bounces import failed_recipients
from mailguard.knowledge.lessons import Sighting, lesson_of
from mailguard.message.heading import Heading
from mailguard.rulebook.almanac import almanac_of

_NOBODY = Address("nobody", "localhost.invalid")
_ACCOUNT = "command line"
_EPOCH = datetime(1970, 1, 2, tzinfo=UTC)  # a day later: every zone has it


class Looked(msgspec.Struct, frozen=True):
    """A mail that was looked through."""

    inspection: Inspection
    milliseconds: float
    sent_at: datetime | None  # local, by its own Date; None: it names no time that can be

    def as_json(self, file: str) -> dict[str, object]:
        """The contract of `mailguard check --json`, but for the rules."""
        return {
            "file": file,
            "findings": [_finding(finding) for finding in self.inspection.findings],
            "recipients": [_recipient(each) for each in self.inspection.preview.recipients],
            "ms": round(self.milliseconds, 2),
        }

    def rules_as_json(self) -> list[dict[str, object]]:
        """The rules of the policy that fired."""
        return [_rule(fired) for fired in self.inspection.decision.rules]


class MailFiles:
    """Checks mails. Strangers wrote them: a command limits its memory first."""

    def __init__(self, knowledge: Knowledge, policy: Policy, moment: Moment = now) -> None:
        """`moment`: when the rules take a mail to be sent."""
        self._policy = policy
        self._examiner = Examiner(
            discover(checks, Check),
            discover(actions, Action),
            knowledge,
            FileTypes(),
            Ruling(almanac_of, moment),
        )

    def look_through(self, path: Path, senders: Sequence[Address] = ()) -> Looked:
        """The inspection; without `senders`, its author sends it. Raises OSError."""
        begun = time.perf_counter()
        with octets_of(path) as octets:
            heading = heading_in(octets)
            length = len(octets)
        inspection = self._inspection(heading, Source(str(path), 0, length, b""), None, senders)
        return _looked(inspection, heading, begun)

    def look_at(self, octets: memoryview, senders: Sequence[Address] = ()) -> Looked:
        """The inspection of a message among others, as above. Raises MemoryError."""
        begun = time.perf_counter()
        heading = heading_in(octets)
        source = Source("", 0, len(octets), b"")
        inspection = self._inspection(heading, source, bytes(octets), senders)
        return _looked(inspection, heading, begun)

    def _inspection(
        self, heading: Heading, source: Source, octets: bytes | None, senders: Sequence[Address]
    ) -> Inspection:
        envelope = envelope_of(heading)
        own = tuple(senders) or (envelope.sender or _NOBODY,)
        request = Request(1, _ACCOUNT, own, source, envelope, self._policy, octets)
        return self._examiner.examine(request, lambda _preview: None)


def _looked(inspection: Inspection, heading: Heading, begun: float) -> Looked:
    milliseconds = (time.perf_counter() - begun) * 1000
    return Looked(inspection, milliseconds, _local(heading.date))


def by_its_date(mail: Mail) -> datetime:
    """When a past mail was sent, by its own Date; now, where it names no time that can be."""
    return _local(mail.date) or now(mail)


def _local(date: datetime | None) -> datetime | None:
    if date is None or not _EPOCH <= date <= datetime.now(UTC):
        return None
    return date.astimezone()


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


def _rule(fired: Fired) -> dict[str, object]:
    return {
        "rule": f"{fired.layer}/{fired.id}",
        "title": fired.title,
        "mode": fired.mode.value,
        "evidence": list(fired.evidence),
    }


def _recipient(recipient: Recipient) -> dict[str, object]:
    return {
        "address": str(recipient.address),
        "field": recipient.field.value,
        "class": recipient.kind.value,
        "risk": round(recipient.risk, 6),
    }
