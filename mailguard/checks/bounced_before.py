"""An address from which mail came back."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _


@check(
    "bounced-before",
    title=N_("Mail came back from there"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def bounced_before(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns of recipients whose last mail could not be delivered."""
    for recipient in mail.recipients:
        if at := knowledge.bounced_at(recipient.address):
            sentence = _("The last mail to {address} came back on {date}.")
            yield Fact(
                Severity.WARNING,
                sentence.format(
                    address=recipient.address, date=at.astimezone().strftime("%Y-%m-%d")
                ),
                place=OfRecipient(recipient.address.key),
            )
