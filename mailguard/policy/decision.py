"""What a review asks of the user: the demands, the offers, the delay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from mailguard.domain.finding import (
    About,
    Finding,
    OfAttachment,
    OfMail,
    OfRecipient,
    OfText,
    Place,
    Severity,
)
from mailguard.domain.inspection import Act, Decision, Demand, Offer
from mailguard.domain.mail import Attachment, MailKind
from mailguard.domain.recipient import OUTSIDE, Recipient, RecipientClass
from mailguard.domain.settings import Settings
from mailguard.domain.verdict import Verdict
from mailguard.policy.acceptance import turned_away
from mailguard.policy.confirmation import Confirmation, confirmation, outside_organisations
from mailguard.policy.ruled import HIDE, ruled
from mailguard.policy.trust import is_trusted

_MENDS = {About.CROWD: HIDE}
"""The action that mends what was found."""

_REMOVE = "remove-recipient"
"""The action that leaves out the recipient a finding speaks of."""


_NO_RULES = Verdict()


class Case(msgspec.Struct, frozen=True):
    """What is decided about."""

    kind: MailKind
    recipients: tuple[Recipient, ...]
    attachments: tuple[Attachment, ...]
    findings: tuple[Finding, ...]
    possible: frozenset[Offer]  # of those that the findings call for: what can be done
    opening: datetime | None = None  # when offices open; None: they are open. With its time zone


def called_for(findings: Iterable[Finding]) -> tuple[Offer, ...]:
    """The actions that would mend what was found, each once."""
    return tuple(dict.fromkeys(offer for each in findings for offer in _mending(each)))


def decide(case: Case, settings: Settings, now: datetime, verdict: Verdict = _NO_RULES) -> Decision:
    """The decision about one mail, by the built-in policy, the installation's settings and rules.

    Own people, those written to lately, and those of the conversation that is answered, ask for
    nothing; others for one tick per organisation. So does each attachment that leaves the
    organisation. A warning takes the tick of the row it speaks of. One danger takes typing (see
    confirmation.py), which speaks for its row too; further dangers take a tick as warnings do. A
    notice never asks. Of several findings with one cause the worst asks, and all are shown. Rules
    ask for more, never for less; where one wants no review there is none if nothing is asked.
    Outside office hours mail to others may leave when offices open instead.
    """
    refusing = turned_away(
        case.recipients,
        case.attachments,
        verdict.preparation.encrypt,
        settings.encryption.no_zip,
    )
    strict = msgspec.structs.replace(verdict, refusals=(*verdict.refusals, *refusing))
    return ruled(_without_rules(case, settings, now), strict)


def _without_rules(case: Case, settings: Settings, now: datetime) -> Decision:
    if case.kind is MailKind.RECEIPT and not any(map(_interrupts, case.findings)):
        return Decision((), needs_answer=False)
    return Decision(
        demands=tuple(_Asking(case, now).demands(settings)),
        offers=tuple(offer for offer in called_for(case.findings) if offer in case.possible),
        checklist=settings.review.checklist,
        delay=_delay(case.recipients, settings),
        later=None if _stays_inside(case.recipients) else case.opening,
    )


class _Asking:
    """Gathers what is asked about one mail; each row is asked about once."""

    def __init__(self, case: Case, now: datetime) -> None:
        self._case = case
        self._now = now
        self._typed = confirmation(case.findings, case.recipients)
        self._spoken_for = _place_of(self._typed, case.findings)
        self._causes = _typed_causes(self._typed, case)  # that were asked about
        self._people: dict[str, list[Recipient]] = {}  # organisation → who is asked about
        self._demands: dict[str, Demand] = {}

    def demands(self, settings: Settings) -> Iterable[Demand]:
        """The worst first, then as the review shows them."""
        worst_first = sorted(enumerate(self._case.findings), key=lambda each: -each[1].severity)
        for index, finding in worst_first:
            if _interrupts(finding):
                self._ask_about_finding(index, finding)
        for recipient in self._case.recipients:
            if recipient.kind is RecipientClass.EXTERNAL and not is_trusted(recipient, self._now):
                self._ask_about_person(recipient)
        for index in _leaving_files(self._case):
            self._ask_about_file(index)
        if settings.review.tick_checklist:
            for index in range(len(settings.review.checklist)):
                self._put(Demand(f"checklist:{index}", Act.TICK))
        return self._demands.values()

    def _ask_about_finding(self, index: int, finding: Finding) -> None:
        place = finding.place
        if self._typed is not None and self._typed.index == index:
            settled_by = self._settling(self._typed, finding)
            self._put(msgspec.structs.replace(self._typed.demand, settled_by=settled_by))
        elif isinstance(place, OfAttachment):
            self._ask_about_file(place.index)
        elif isinstance(place, OfRecipient) and (person := self._person(place)):
            if self._typed is None or self._typed.organisation != person.organisation:
                self._ask_about_person(person)
        elif (cause := _cause(finding)) is None or cause not in self._causes:
            self._causes |= {cause}
            settled_by = _possible(_mending(finding), self._case)
            self._put(Demand(f"finding:{index}", Act.TICK, settled_by=settled_by))

    def _settling(self, typed: Confirmation, finding: Finding) -> tuple[Offer, ...]:
        """What makes typing needless: leaving out everybody there about whom something is found."""
        if not isinstance(finding.place, OfRecipient):
            return _possible(_mending(finding), self._case)
        found = {f.place for f in self._case.findings if _interrupts(f)}
        people = (r for r in self._case.recipients if r.organisation == typed.organisation)
        keys = [r.address.key for r in people if OfRecipient(r.address.key) in found]
        leaving_out = _possible((Offer(_REMOVE, key) for key in keys), self._case)
        return leaving_out if len(leaving_out) == len(keys) else ()

    def _person(self, place: OfRecipient) -> Recipient | None:
        people = self._case.recipients
        return next((each for each in people if each.address.key == place.address), None)

    def _ask_about_person(self, recipient: Recipient) -> None:
        """One tick for the organisation; it is needless once all it is about are left out."""
        key = recipient.address.key
        if self._is_typed(recipient):
            return
        people = self._people.setdefault(recipient.organisation, [])
        if all(each.address.key != key for each in people):
            people.append(recipient)
        leaving_out = _possible((Offer(_REMOVE, r.address.key) for r in people), self._case)
        settled_by = leaving_out if len(leaving_out) == len(people) else ()
        demand_id = f"organisation:{recipient.organisation}"
        self._demands[demand_id] = Demand(demand_id, Act.TICK, settled_by=settled_by)

    def _is_typed(self, recipient: Recipient) -> bool:
        """Whether what is typed speaks for its row; about one recipient, it does for no other."""
        if isinstance(self._spoken_for, OfRecipient):
            return self._spoken_for.address == recipient.address.key
        return self._typed is not None and self._typed.organisation == recipient.organisation

    def _ask_about_file(self, index: int) -> None:
        if self._spoken_for != OfAttachment(index):
            self._put(Demand(f"attachment:{index}", Act.TICK))

    def _put(self, demand: Demand) -> None:
        self._demands.setdefault(demand.id, demand)


def _leaving_files(case: Case) -> Iterator[int]:
    """Indexes of the attachments that go to somebody outside."""
    if any(recipient.kind in OUTSIDE for recipient in case.recipients):
        yield from (index for index, each in enumerate(case.attachments) if not each.inline)


def _place_of(typed: Confirmation | None, findings: Sequence[Finding]) -> Place:
    return OfMail() if typed is None else findings[typed.index].place


def _cause(finding: Finding) -> About | Place | None:
    """What findings without a row share if they have one cause; None: it has its own."""
    return finding.about or (finding.place if isinstance(finding.place, OfText) else None)


def _typed_causes(typed: Confirmation | None, case: Case) -> frozenset[About | Place | None]:
    """The causes that are asked about by what is typed.

    The only outside domain also says that the mail is meant for nobody else.
    """
    if typed is None:
        return frozenset()
    only = outside_organisations(case.recipients).keys() == {typed.organisation}
    addressee = {About.ADDRESSEE} if only else set()
    return frozenset({_cause(case.findings[typed.index]), *addressee})


def _mending(finding: Finding) -> Iterator[Offer]:
    if not _interrupts(finding):
        return
    if isinstance(finding.place, OfRecipient):
        yield Offer(_REMOVE, finding.place.address)
    if finding.about in _MENDS:
        yield _MENDS[finding.about]


def _possible(offers: Iterable[Offer], case: Case) -> tuple[Offer, ...]:
    return tuple(offer for offer in offers if offer in case.possible)


def _interrupts(finding: Finding) -> bool:
    return finding.severity > Severity.NOTICE


def _delay(recipients: Iterable[Recipient], settings: Settings) -> float:
    return settings.delay.internal if _stays_inside(recipients) else settings.delay.external


def _stays_inside(recipients: Iterable[Recipient]) -> bool:
    return all(recipient.kind is RecipientClass.OWN for recipient in recipients)
