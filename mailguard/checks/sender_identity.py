"""A mail from another of one's addresses than usual."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import RecipientClass
from mailguard.i18n import N_, _


@check(
    "sender-identity",
    title=N_("Sent from an unusual address"),
    severity=Severity.WARNING,
    settings=NoSettings(),
    needs_history=True,
)
def sender_identity(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns once where an organisation is nearly always written to from another address, and
    the conversation did not come to this one.
    """
    authors = {mailbox.address.key for mailbox in mail.correspondents.author}
    thread = knowledge.thread(mail)
    if not authors or (thread and authors & thread.participants):
        return  # nobody, or whom the others wrote to
    for recipient in mail.recipients:
        if recipient.kind is RecipientClass.OWN:
            continue
        usual = knowledge.usual_sender(recipient.organisation)
        if usual and usual.key not in authors:
            sentence = _("You usually write to {organisation} from {usual}, not from {now}.")
            yield Fact(
                Severity.WARNING,
                sentence.format(
                    organisation=recipient.organisation,
                    usual=usual,
                    now=mail.correspondents.author[0].address,
                ),
            )
            return
