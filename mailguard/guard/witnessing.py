"""What the journal is told of a review: what was found, shown and answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mailguard.domain import record as r
from mailguard.domain.address import Address, AddressError
from mailguard.domain.command import Answer, Choice
from mailguard.domain.consequence import Fired
from mailguard.domain.entry import Channel, Entry, Outcome
from mailguard.domain.finding import Finding, OfRecipient
from mailguard.domain.inspection import Act, Decision, Demand, Inspection
from mailguard.domain.recipient import Recipient
from mailguard.domain.rule import Mode
from mailguard.guard.testimony import unmet


def inspected(entry: Entry, inspection: Inspection) -> r.Inspected:
    """That `entry` was looked through, and what came of it."""
    recipients = inspection.preview.recipients
    return r.Inspected(
        mail=entry.id,
        account=entry.account,
        recipients=tuple(r.Seen(each.address, each.field, each.kind) for each in recipients),
        files=tuple(r.FileSeen(each.sha256, each.size) for each in inspection.attachments),
        found=(
            *_found(inspection.findings, recipients),
            *map(_fired, inspection.decision.rules),
        ),
        demands=tuple(r.duty(demand.id) for demand in inspection.decision.demands),
        unchecked=len(inspection.unchecked),
    )


def answered(entry: Entry, decision: Decision | None, answer: Answer, by: Channel) -> r.Answered:
    """The user's answer, with what was confirmed and what was left open."""
    demands = decision.demands if decision else ()
    left = unmet(decision, answer) if decision else ()
    ticked = frozenset(answer.met)
    return r.Answered(
        mail=entry.id,
        by=by,
        choice=answer.choice,
        met=tuple(
            r.Met(r.duty(each.id), r.Done.TICKED if each.id in ticked else r.Done.WRITTEN)
            for each in demands
            if each not in left and (each.id in ticked or each.id in answer.written)
        ),
        unmet=tuple(r.duty(each.id) for each in left),
        changed=tuple(r.Changed(each.action, _address(each.argument)) for each in answer.actions),
        reason=_reason(demands, answer),
        people=tuple(address.key for address in dict.fromkeys(entry.envelope.recipients)),
    )


def by_itself(entry: Entry, choice: Choice) -> r.Answered:
    """That the engine answered on its own."""
    return r.Answered(entry.id, Channel.ENGINE, choice)


def delivered(entry: Entry, outcomes: Sequence[Outcome]) -> r.Delivered:
    """What an attempt brought for each of its recipients."""
    results = (r.Delivery(o.address, o.state, o.reply.code if o.reply else 0) for o in outcomes)
    return r.Delivered(entry.id, tuple(results))


def _reason(demands: Iterable[Demand], answer: Answer) -> str:
    asked = (each.id for each in demands if each.act is Act.REASON)
    return "\n".join(answer.written[each].strip() for each in asked if each in answer.written)


def _found(findings: Iterable[Finding], recipients: Iterable[Recipient]) -> Iterator[r.Found]:
    addresses = {each.address.key: each.address for each in recipients}
    for finding in findings:
        place = finding.place
        about = addresses.get(place.address) if isinstance(place, OfRecipient) else None
        yield r.Found(finding.check, finding.severity.name.lower(), about)


def _fired(rule: Fired) -> r.Found:
    kind = "monitored" if rule.mode is Mode.MONITOR else "rule"
    return r.Found(f"{kind}:{rule.layer}/{rule.id}")


def _address(argument: str) -> Address | None:
    try:
        return Address.parse(argument)
    except AddressError:
        return None
