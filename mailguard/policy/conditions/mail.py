"""The mail as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.condition import OfMail
from mailguard.domain.mail import MailKind
from mailguard.i18n import N_, _
from mailguard.policy.conditions.evidence import Evidence
from mailguard.policy.view import View

_KINDS = {
    MailKind.ORDINARY: N_("an ordinary mail"),
    MailKind.CALENDAR: N_("a calendar invitation"),
    MailKind.RECEIPT: N_("a receipt"),
    MailKind.AUTOMATIC: N_("an automatic mail"),
}


def holds(condition: OfMail, view: View) -> Evidence | None:
    """Whether it is of the kind, the size and the nature that is asked for."""
    return tuple(_why(condition, view)) if _is_so(condition, view) else None


def _is_so(condition: OfMail, view: View) -> bool:
    mail = view.mail
    least = condition.larger_than
    facts = (
        (condition.reply, mail.is_reply),
        (condition.signed, mail.is_signed),
        (condition.empty_subject, not mail.subject.strip()),
    )
    return (
        (not condition.kind or mail.kind in condition.kind)
        and (least is None or mail.source.length > least)
        and all(wanted is None or wanted is fact for wanted, fact in facts)
    )


def _why(condition: OfMail, view: View) -> Iterator[str]:
    mail = view.mail
    if condition.kind:
        yield _(_KINDS[mail.kind])
    if condition.larger_than is not None:
        yield _("{size} MB").format(size=f"{mail.source.length / 1e6:.1f}")
    if condition.reply is not None:
        yield _("a reply") if mail.is_reply else _("a new mail")
    if condition.signed is not None:
        yield _("signed") if mail.is_signed else _("not signed")
    if condition.empty_subject:
        yield _("no subject")
