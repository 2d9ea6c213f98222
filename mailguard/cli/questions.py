"""What a review asks about a mail, in words: the same as the window shows as ticks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mailguard.cli.output import fit, local
from mailguard.domain.event import Details
from mailguard.domain.inspection import Demand, Inspection
from mailguard.domain.received import Received
from mailguard.domain.state import State
from mailguard.i18n import _
from mailguard.policy.trust import took_part, was_written_to

_ASKS = frozenset({State.RECEIVED, State.ASKING})
_WIDTH = 500


def asked(details: Details) -> Iterator[str]:
    """What has to be looked at before the mail leaves; nothing once it was answered."""
    if details.inspection is not None and details.summary.state in _ASKS:
        for demand in details.inspection.decision.demands:
            yield fit(demand.label or _about(demand, details.inspection), _WIDTH)


def warnings(inspection: Inspection | None) -> Iterator[str]:
    """What was found, what rules say, and why they do not let the mail leave."""
    if inspection is not None:
        yield from (finding.sentence for finding in inspection.findings)
        decision = inspection.decision
        yield from (remark.sentence for remark in (*decision.said, *decision.refusals))


def other_time(details: Details) -> Iterator[str]:
    """When the mail may leave instead, and how to say so."""
    if details.inspection is None or details.summary.state not in _ASKS:
        return
    later = details.inspection.decision.later
    if later is not None:
        text = _("Outside office hours: “mailguard answer {id} send --later” sends it at {time}.")
        yield text.format(id=details.summary.id, time=local(later))


def locked(received: Received | None) -> Iterator[str]:
    """The password of the files."""
    if received is not None and (lock := received.lock) is not None:
        password = lock.password or _("the one that was agreed on with the recipients")
        yield _("Password of {files}: {password}").format(
            files=fit(", ".join(lock.files), _WIDTH), password=fit(password, _WIDTH)
        )


def hints(details: Details, now: datetime) -> dict[str, str]:
    """Address → why a recipient who was never written to needs no confirmation."""
    if details.inspection is None or details.summary.state not in _ASKS:
        return {}
    return {
        str(each.address): _("took part in this conversation")
        for each in details.inspection.preview.recipients
        if took_part(each, now) and not was_written_to(each, now)
    }


def _about(demand: Demand, inspection: Inspection) -> str:
    kind, _colon, name = demand.id.partition(":")
    if kind == "organisation":
        return _("the recipients of {organisation}").format(organisation=name)
    if kind == "attachment":
        return inspection.attachments[int(name)].name or _("(no name)")
    if kind == "finding":
        return inspection.findings[int(name)].sentence
    return inspection.decision.checklist[int(name)]
