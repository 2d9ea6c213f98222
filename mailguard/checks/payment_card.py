"""Numbers of payment cards."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _, ngettext
from mailguard.identifiers.numbers import cards


@check("payment-card", title=N_("Payment card"), severity=Severity.DANGER, settings=NoSettings())
def payment_card(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where card numbers leave the organisation, a warning within it."""
    for passage in passages(mail):
        found = tuple(cards(passage.text))
        if not found:
            continue
        count = len({number.digits for number in found})
        sentence = ngettext(
            "There is a card number in it.", "There are {count} card numbers in it.", count
        )
        masked = _("•••• •••• {last}").format(last=found[0].digits[-4:])
        yield Fact(
            Severity.DANGER if mail.goes_outside else Severity.WARNING,
            sentence.format(count=count),
            (masked,),
            passage.place(found[0].start, found[0].end),
        )
