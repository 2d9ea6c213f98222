"""Somebody whom the recipient model would not have expected."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient, RecipientClass
from mailguard.i18n import N_, _
from mailguard.names.meaning import is_introduced


class Threshold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which risk on (0 to 1) a recipient is named."""

    risk: float = 0.5


@check(
    "unusual-recipient",
    title=N_("Unexpected recipient"),
    severity=Severity.WARNING,
    settings=Threshold(),
    needs_history=True,
)
def unusual_recipient(mail: Mail, knowledge: Knowledge, threshold: Threshold) -> Iterator[Fact]:
    """Warns of the one recipient who fits least, where that is little enough; it is a notice for
    a colleague of one's own or of who takes part, and for whom the text introduces.

    Not where a mail program chose the only one, for an answer to a mail that was not seen.
    """
    if mail.is_bare_answer and knowledge.thread(mail) is None:
        return
    ranked = sorted(mail.recipients, key=lambda r: (r.kind is RecipientClass.OWN, -r.risk))
    ranked = [recipient for recipient in ranked if recipient.risk >= threshold.risk]
    if ranked:
        odd = ranked[0]
        sentence = _("{address} is not whom you would usually write to here.")
        others = [str(recipient.address) for recipient in mail.recipients if recipient is not odd]
        evidence = (_("Beside: {others}").format(others=", ".join(others[:5])),) if others else ()
        yield Fact(
            Severity.NOTICE if _is_harmless(odd, mail, knowledge) else Severity.WARNING,
            sentence.format(address=odd.address),
            evidence,
            OfRecipient(odd.address.key),
        )


def _is_harmless(odd: Recipient, mail: Mail, knowledge: Knowledge) -> bool:
    thread = knowledge.thread(mail)
    houses = thread.organisations if thread and odd.known else frozenset()
    return (
        odd.kind is RecipientClass.OWN
        or odd.organisation in houses
        or is_introduced(odd, mail, knowledge)
    )
