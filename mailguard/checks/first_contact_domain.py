"""An organisation that no mail went to and none came from."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import RecipientClass
from mailguard.i18n import N_, _


@check(
    "first-contact-domain",
    title=N_("First mail to an organisation"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def first_contact_domain(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices each new outside domain once, at its first recipient, unless somebody of it is in
    this conversation.
    """
    if knowledge.is_learning:  # every domain is new then
        return
    thread = knowledge.thread(mail)
    seen = set(thread.organisations if thread else ())
    for recipient in mail.recipients:
        organisation = recipient.organisation
        if recipient.kind is not RecipientClass.EXTERNAL or "@" in organisation:
            continue
        if organisation in seen or knowledge.known_domain(organisation):
            continue
        seen.add(organisation)
        sentence = _("No mail has gone to {domain} before.")
        yield Fact(
            Severity.NOTICE,
            sentence.format(domain=organisation),
            place=OfRecipient(recipient.address.key),
        )
