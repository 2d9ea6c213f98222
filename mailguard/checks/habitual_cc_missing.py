"""Somebody who is nearly always in Cc, and is not this time."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Field
from mailguard.i18n import N_, _


@check(
    "habitual-cc-missing",
    title=N_("Somebody usually in Cc is missing"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
    needs_history=True,
)
def habitual_cc_missing(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices who stood in Cc in at least 80 % of at least 10 mails to the people in To,
    unless somebody of that name is there, at another address.
    """
    to = [recipient.address for recipient in mail.recipients if recipient.field is Field.TO]
    present = {recipient.address.key for recipient in mail.recipients}
    names = {recipient.name for recipient in mail.recipients if recipient.name}
    for contact in knowledge.habitual_cc(to):
        if contact.address.key not in present and names.isdisjoint(contact.names):
            who = contact.names[0] if contact.names else str(contact.address)
            sentence = _("{person} is usually in Cc, but not this time.")
            evidence = (str(contact.address),)
            yield Fact(Severity.NOTICE, sentence.format(person=who), evidence)
