"""What sort of mail it is, told from its parts (RFC 8098, RFC 5545, RFC 3834)."""

from __future__ import annotations

from mailguard.domain.mail import MailKind
from mailguard.message.parts import Part

_RECEIPT_PARTS = frozenset({"text/rfc822-headers", "message/rfc822"})


def kind_of(root: Part, *, is_automatic: bool) -> MailKind:
    """The kind of a mail; `is_automatic` where its header or its null sender says so."""
    if _is_receipt(root):
        return MailKind.RECEIPT
    if any(part.media_type == "text/calendar" for part in root.walk()):
        return MailKind.CALENDAR
    return MailKind.AUTOMATIC if is_automatic else MailKind.ORDINARY


def _is_receipt(root: Part) -> bool:
    """Whether it is a read receipt and nothing else: what else it held would go unreviewed."""
    if root.media_type != "multipart/report":
        return False
    if root.facts.type.parameters.get("report-type", "").lower() != "disposition-notification":
        return False
    kinds = [child.media_type for child in root.children]
    return (
        2 <= len(kinds) <= 3
        and kinds[0] == "text/plain"
        and kinds[1] == "message/disposition-notification"
        and _RECEIPT_PARTS.issuperset(kinds[2:])
    )
