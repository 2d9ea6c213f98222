"""Which findings speak of which row."""

from __future__ import annotations

from collections.abc import Sequence

from mailguard.domain.finding import Finding, OfAttachment, OfRecipient, OfSubject, Place, Severity
from mailguard.domain.inspection import Inspection
from mailguard.domain.recipient import Recipient

SUBJECT = "subject"


def recipient_key(address: str) -> str:
    """The key of a recipient's row; `address` is an Address.key."""
    return f"recipient:{address}"


def attachment_key(index: int) -> str:
    """The key of an attachment's row, which is also the id of the demand that stands there."""
    return f"attachment:{index}"


def checklist_key(index: int) -> str:
    """The id of the demand that stands at a sentence of the checklist."""
    return f"checklist:{index}"


def organisation_key(recipient: Recipient) -> str:
    """The key of an organisation's row, which is also the id of the demand that stands there."""
    return f"organisation:{recipient.organisation}"


def key_of(place: Place) -> str:
    """The key of the row that a finding speaks of; "" for the mail as a whole."""
    match place:
        case OfRecipient():
            return recipient_key(place.address)
        case OfAttachment():
            return attachment_key(place.index)
        case OfSubject():
            return SUBJECT
    return ""


def demand_id(number: int, finding: Finding, recipients: Sequence[Recipient]) -> str:
    """The id of the demand that a finding leads to, its own or that of the row it speaks of."""
    match finding.place:
        case OfAttachment():
            return attachment_key(finding.place.index)
        case OfRecipient():
            for recipient in recipients:
                if recipient.address.key == finding.place.address:
                    return organisation_key(recipient)
    return f"finding:{number}"


def marks(inspection: Inspection | None) -> dict[str, Severity]:
    """The worst finding for each row that has one."""
    worst: dict[str, Severity] = {}
    for finding in inspection.findings if inspection else ():
        if key := key_of(finding.place):
            worst[key] = max(finding.severity, worst.get(key, finding.severity))
    return worst
