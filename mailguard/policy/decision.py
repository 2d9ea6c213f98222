"""What a review asks of the user: the demands, the offers, the delay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from mailguard.domain.finding import Finding, OfAttachment, OfRecipient, Severity
from mailguard.domain.inspection import Act, Decision, Demand
from mailguard.domain.mail import Attachment, MailKind
from mailguard.domain.recipient import OUTSIDE, Recipient, RecipientClass
from mailguard.domain.settings import Settings

TRUST = timedelta(days=90)
"""How long after the last mail to them people are still known well enough to come ticked."""

OFFERS = {"visible-recipients": "visible-to-bcc"}
"""The action that mends what a check found."""


class Case(msgspec.Struct, frozen=True):
    """What is decided about."""

    kind: MailKind
    recipients: tuple[Recipient, ...]
    attachments: tuple[Attachment, ...]
    findings: tuple[Finding, ...]
    possible_actions: frozenset[str]  # names of the actions that can be done on this mail


def decide(case: Case, settings: Settings, now: datetime) -> Decision:
    """The decision about one mail, by the built-in policy and the installation's settings.

    Own people, and people written to within TRUST, ask for nothing; others for one tick per
    organisation. So does each attachment that leaves the organisation. A warning takes the tick
    of the row it speaks of, a danger takes typing; a notice never asks.
    """
    if case.kind is MailKind.RECEIPT and not any(map(_interrupts, case.findings)):
        return Decision((), needs_answer=False)
    demands = {demand.id: demand for demand in _demands(case, settings, now)}
    return Decision(
        demands=tuple(demands.values()),
        offers=tuple(dict.fromkeys(filter(None, (_offer(f, case) for f in case.findings)))),
        checklist=settings.review.checklist,
        delay=_delay(case.recipients, settings),
    )


def _demands(case: Case, settings: Settings, now: datetime) -> Iterator[Demand]:
    for index, finding in enumerate(case.findings):
        if _interrupts(finding):
            yield _of_finding(index, finding, case)
    for recipient in case.recipients:
        if recipient.kind is RecipientClass.EXTERNAL and not _is_known(recipient, now):
            yield Demand(f"organisation:{recipient.organisation}", Act.TICK)
    leaves = any(recipient.kind in OUTSIDE for recipient in case.recipients)
    for index, attachment in enumerate(case.attachments):
        if leaves and not attachment.inline:
            yield Demand(f"attachment:{index}", Act.TICK)
    lines = settings.review.checklist if settings.review.tick_checklist else ()
    for index in range(len(lines)):
        yield Demand(f"checklist:{index}", Act.TICK)


def _of_finding(index: int, finding: Finding, case: Case) -> Demand:
    """What a finding takes: typing, or the tick of the row it speaks of, where it speaks of one."""
    if finding.severity is Severity.DANGER:
        return Demand(f"finding:{index}", Act.TYPE, expected=_typed(case.recipients))
    place = finding.place
    if isinstance(place, OfAttachment):
        return Demand(f"attachment:{place.index}", Act.TICK)
    if isinstance(place, OfRecipient):
        for recipient in case.recipients:
            if recipient.address.key == place.address:
                return Demand(f"organisation:{recipient.organisation}", Act.TICK)
    return Demand(f"finding:{index}", Act.TICK, settled_by=_offer(finding, case))


def _offer(finding: Finding, case: Case) -> str:
    name = OFFERS.get(finding.check, "") if _interrupts(finding) else ""
    return name if name in case.possible_actions else ""


def _interrupts(finding: Finding) -> bool:
    return finding.severity > Severity.NOTICE


def _is_known(recipient: Recipient, now: datetime) -> bool:
    return recipient.known is not None and now - recipient.known.last_at <= TRUST


def _typed(recipients: Iterable[Recipient]) -> str:
    """The domain to type: the first external one, else the first."""
    ordered = sorted(recipients, key=lambda r: r.kind is not RecipientClass.EXTERNAL)
    return ordered[0].address.domain if ordered else ""


def _delay(recipients: Iterable[Recipient], settings: Settings) -> float:
    internal = all(recipient.kind is RecipientClass.OWN for recipient in recipients)
    return settings.delay.internal if internal else settings.delay.external
