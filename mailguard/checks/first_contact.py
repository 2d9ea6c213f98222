"""Somebody who was never written to, at an organisation that was."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient, RecipientClass
from mailguard.i18n import N_, _


@check(
    "first-contact",
    title=N_("First mail to somebody"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def first_contact(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices outside people without any mail to or from them, unless somebody in this
    conversation wrote to them. A new domain is another check's.
    """
    if knowledge.is_learning:  # everybody is new then
        return
    thread = knowledge.thread(mail)
    introduced = thread.participants if thread else frozenset()
    for recipient in mail.recipients:
        if recipient.address.key in introduced:
            continue
        if recipient.known is None and _is_at_a_known_place(recipient, knowledge):
            sentence = _("You write to {address} for the first time.")
            yield Fact(
                Severity.NOTICE,
                sentence.format(address=recipient.address),
                place=OfRecipient(recipient.address.key),
            )


def _is_at_a_known_place(recipient: Recipient, knowledge: Knowledge) -> bool:
    if recipient.kind is RecipientClass.OWN:
        return False
    is_private = "@" in recipient.organisation  # free mail: everybody is at a known place
    return is_private or knowledge.known_domain(recipient.organisation) is not None
