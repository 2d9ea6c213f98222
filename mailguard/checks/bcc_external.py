"""Somebody outside who gets the mail without the others' seeing it."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import OUTSIDE, Field, RecipientClass
from mailguard.i18n import N_, _

_CROWD = 5  # so many in Bcc are a circular, where Bcc is as it should be


@check(
    "bcc-external",
    title=N_("An outside recipient in Bcc"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def bcc_external(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns where everybody else is inside; with others outside it is a notice."""
    visible = [r for r in mail.recipients if r.field is not Field.BCC]
    hidden = [r for r in mail.recipients if r.field is Field.BCC and r.kind in OUTSIDE]
    if not visible or len(hidden) >= _CROWD:
        return
    is_internal = all(recipient.kind is RecipientClass.OWN for recipient in visible)
    for recipient in hidden:
        if is_internal:
            severity = Severity.WARNING
            sentence = _("{address} is outside, and nobody else sees that it gets this mail.")
        else:
            severity = Severity.NOTICE
            sentence = _("{address} is in Bcc.")
        place = OfRecipient(recipient.address.key)
        yield Fact(severity, sentence.format(address=recipient.address), place=place)
