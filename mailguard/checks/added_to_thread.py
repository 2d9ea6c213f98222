"""Somebody from outside who was not part of the conversation so far."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge, Thread
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import OUTSIDE
from mailguard.i18n import N_, _


@check(
    "added-to-thread",
    title=N_("Added to a conversation"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def added_to_thread(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns where an internal conversation goes outside; otherwise it is a notice."""
    thread = knowledge.thread(mail)
    if thread is None:
        return
    for recipient in mail.recipients:
        if recipient.kind not in OUTSIDE or recipient.address.key in thread.participants:
            continue
        if recipient.organisation in thread.organisations:
            continue  # a colleague of somebody who takes part
        if _is_internal(thread, mail):
            severity = Severity.WARNING
            sentence = _("Until now only your own people took part; {address} is from outside.")
        else:
            severity = Severity.NOTICE
            sentence = _("{address} did not take part in this conversation until now.")
        place = OfRecipient(recipient.address.key)
        yield Fact(severity, sentence.format(address=recipient.address), place=place)


def _is_internal(thread: Thread, mail: Mail) -> bool:
    return bool(thread.organisations) and thread.organisations.issubset(mail.own)
