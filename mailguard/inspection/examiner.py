"""Looks one mail through: reads it, runs the checks, has the policy decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial

from mailguard.content.filetype import FileTypes
from mailguard.domain.action import Action, ActionRefusedError, Original
from mailguard.domain.check import Check
from mailguard.domain.finding import Finding
from mailguard.domain.inspection import TEXT_LIMIT, Inspection, Offer, Preview
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail, MailKind
from mailguard.domain.received import ReceivedFile
from mailguard.domain.verdict import Verdict
from mailguard.encryption.plan import needs, what_the_recipient_gets
from mailguard.inspection.budget import Budget
from mailguard.inspection.domains import registrable, shared_domains
from mailguard.inspection.fingerprint import fingerprint
from mailguard.inspection.octets import message_octets
from mailguard.inspection.protocol import Request
from mailguard.inspection.reading import Reading, read
from mailguard.inspection.recipients import recipients_of, with_participants, with_risks
from mailguard.inspection.ruling import Ruling
from mailguard.inspection.runner import findings_of, not_inspected
from mailguard.message.header import HEADER_LIMIT, header_end
from mailguard.message.heading import Heading, heading_of
from mailguard.message.signature import UsualEnding
from mailguard.policy.affiliation import Affiliations
from mailguard.policy.decision import Case, called_for, decide

TIME = 4.0
"""Seconds after which what has not been looked at stays unchecked, and is named."""

_AT_ONCE = 64 * 1024  # octets; a shorter mail is done before a window could open


class Examiner:
    """What a worker needs for every mail, loaded once."""

    def __init__(
        self,
        checks: Sequence[Check],
        actions: Sequence[Action],
        knowledge: Knowledge,
        types: FileTypes,
        ruling: Ruling,
        seconds: float = TIME,
    ) -> None:
        self._checks = checks
        self._actions = {action.name: action for action in actions}
        self._knowledge = knowledge
        self._types = types
        self._ruling = ruling
        self._seconds = seconds

    def examine(
        self,
        request: Request,
        on_preview: Callable[[Preview], None],
        on_read: Callable[[Mail], None] = lambda _mail: None,
    ) -> Inspection:
        """The inspection of one mail; `on_preview` is called before it for all but short mails.

        `on_read` is called with the mail once it is read. Raises OSError where the file cannot be.
        """
        with _octets(request) as octets:
            budget = Budget(self._seconds)
            header = bytes(octets[: header_end(octets, 0, min(len(octets), HEADER_LIMIT))])
            heading = heading_of(header)
            ours = self._knowledge.organisation(request.settings.organisation)
            affiliations = Affiliations(ours, request.senders, shared_domains(), registrable)
            preview = self._preview(request, heading, affiliations)
            if len(octets) > _AT_ONCE:
                on_preview(preview)
            automatic = heading.is_automatic or request.envelope.sender is None
            reading = read(
                octets,
                is_automatic=automatic,
                types=self._types,
                budget=budget,
                usual=self._usual_ending(heading),
            )
        mail = _mail(request, heading, preview, reading, affiliations)
        mail = with_participants(with_risks(mail, self._knowledge), self._knowledge)
        on_read(mail)
        return self._inspection(request, heading, header, mail, reading, budget)

    def _usual_ending(self, heading: Heading) -> UsualEnding | None:
        author = heading.correspondents.author
        return partial(self._knowledge.usual_ending, author[0].address) if author else None

    def _preview(self, request: Request, heading: Heading, affiliations: Affiliations) -> Preview:
        people = heading.correspondents
        recipients = recipients_of(request.envelope, people, affiliations, self._knowledge)
        return Preview(heading.subject, MailKind.ORDINARY, people, recipients)

    def _inspection(
        self,
        request: Request,
        heading: Heading,
        header: bytes,
        mail: Mail,
        reading: Reading,
        budget: Budget,
    ) -> Inspection:
        settings = request.settings
        findings, late = findings_of(self._checks, mail, self._knowledge, settings, budget)
        if problems := (*mail.problems, *late):
            findings.append(not_inspected(problems))
        unread = [content.unread for content in mail.contents if content.unread]
        original = Original(request.senders[0], mail.envelope, header)
        possible = self._possible(findings, original)
        opening = self._ruling.opening(request.policy, mail)
        case = Case(
            mail.kind, mail.recipients, mail.attachments, tuple(findings), possible, opening
        )
        verdict = self._ruling.verdict(request.policy, mail, request.senders[0], header, findings)
        text, is_cut = _cut(mail.text.new)
        arriving = _arriving(mail, verdict)
        return Inspection(
            Preview(mail.subject, mail.kind, mail.correspondents, mail.recipients),
            mail.attachments,
            text,
            is_cut,
            bool(mail.text.quoted),
            tuple(findings),
            decide(case, settings, datetime.now(UTC), verdict),
            fingerprint(request.account, mail.envelope, heading, reading.parts),
            tuple(dict.fromkeys((*problems, *unread))),
            arriving,
            tuple(needs(arriving)),
        )

    def _possible(self, findings: Sequence[Finding], original: Original) -> frozenset[Offer]:
        """The actions that findings call for and that can be done on this mail."""
        return frozenset(offer for offer in called_for(findings) if self._can(offer, original))

    def _can(self, offer: Offer, original: Original) -> bool:
        try:
            self._actions[offer.action].change(original, offer.argument)
        except (KeyError, ActionRefusedError):
            return False
        return True


def _mail(
    request: Request,
    heading: Heading,
    preview: Preview,
    reading: Reading,
    affiliations: Affiliations,
) -> Mail:
    return Mail(
        request.envelope,
        request.source,
        reading.kind,
        heading.subject,
        heading.correspondents,
        preview.recipients,
        reading.text,
        reading.attachments,
        is_reply=heading.is_reply,
        problems=reading.problems,
        contents=reading.contents,
        ambiguities=(*heading.ambiguities, *reading.ambiguities),
        identification=heading.identification,
        date=heading.date,
        is_signed=reading.is_signed,
        own=affiliations.own,
        group=affiliations.group,
    )


def _arriving(mail: Mail, verdict: Verdict) -> tuple[ReceivedFile, ...]:
    """The files as the recipients get them; none where rules leave them as they are."""
    how = verdict.preparation.encrypt
    return () if how is None else what_the_recipient_gets(mail.attachments, how)


def _cut(text: str) -> tuple[str, bool]:
    """The text as far as a review carries it, and whether there is more."""
    if len(text) * 4 <= TEXT_LIMIT:
        return text, False
    octets = text.encode("utf-8", "replace")
    return octets[:TEXT_LIMIT].decode("utf-8", "ignore"), len(octets) > TEXT_LIMIT


def _octets(request: Request) -> AbstractContextManager[memoryview]:
    if request.octets is None:
        return message_octets(request.source)
    return memoryview(request.octets)
