"""Recipients as people speak of them: who it is, how well known, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailguard.domain.event import Summary
from mailguard.domain.mail import Mailbox
from mailguard.domain.recipient import Recipient, RecipientClass
from mailguard.i18n import N_, _, ngettext
from mailguard.policy import trust
from ui.wording import times

_KINDS = {
    RecipientClass.OWN: N_("internal"),
    RecipientClass.GROUP: N_("group company"),
    RecipientClass.PARTNER: N_("partner"),
    RecipientClass.EXTERNAL: N_("external"),
}


def kind(recipient_class: RecipientClass) -> str:
    """The word on a recipient's badge."""
    return _(_KINDS[recipient_class])


def is_known(recipient: Recipient, now: datetime) -> bool:
    """Whether the recipient comes ticked, unless something is found about it."""
    return trust.is_trusted(recipient, now)


def known_as(recipient: Recipient, now: datetime) -> str:
    """What is known of a recipient: when the last mail went, and how many before; else whether it
    took part in the conversation.
    """
    if trust.took_part(recipient, now) and not trust.was_written_to(recipient, now):
        return _("took part in this conversation")
    if recipient.known is None or not recipient.known.times:
        return _("first mail to this address")
    last = times.ago(recipient.known.last_at, now)
    if not trust.was_written_to(recipient, now):
        return _("last mail {ago}").format(ago=last)
    sent = ngettext("{n} mail before", "{n} mails before", recipient.known.times)
    return f"{last} · {sent.format(n=recipient.known.times)}"


def count(people: int) -> str:
    """So many people."""
    return ngettext("{n} person", "{n} people", people).format(n=people)


def counts(recipients: Sequence[Recipient]) -> str:
    """How many of whom, external ones first, with the number of their organisations."""
    parts = (_class_count(recipients, each) for each in reversed(RecipientClass))
    text = " · ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _class_count(recipients: Sequence[Recipient], wanted: RecipientClass) -> str:
    chosen = [recipient for recipient in recipients if recipient.kind is wanted]
    if not chosen:
        return ""
    word = kind(wanted)
    if wanted is RecipientClass.OWN:
        return _("{class_name}: {people}").format(class_name=word, people=count(len(chosen)))
    organisations = len({recipient.organisation for recipient in chosen})
    groups = ngettext("{n} organisation", "{n} organisations", organisations)
    return _("{class_name}: {organisations}, {people}").format(
        class_name=word, organisations=groups.format(n=organisations), people=count(len(chosen))
    )


def mailbox(box: Mailbox) -> str:
    """Name and address of one mailbox."""
    return f"{box.name} <{box.address}>" if box.name else str(box.address)


def mailboxes(boxes: Sequence[Mailbox]) -> str:
    """Names and addresses of several mailboxes."""
    return ", ".join(mailbox(box) for box in boxes)


def addressees(summary: Summary) -> str:
    """To whom a mail goes, in a few words: the first by name, and how many others."""
    if not summary.recipients:
        return _("nobody")
    first = summary.recipients[0]
    name = summary.names.get(first) or first
    others = summary.recipient_count - 1
    if others <= 0:
        return name
    return ngettext("{name} and {n} other", "{name} and {n} others", others).format(
        name=name, n=others
    )
