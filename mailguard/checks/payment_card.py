"""Numbers of payment cards."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, ngettext
from mailguard.identifiers.masked import masked_facts
from mailguard.identifiers.numbers import cards


@check("payment-card", title=N_("Payment card"), severity=Severity.DANGER, settings=NoSettings())
def payment_card(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where card numbers leave the organisation, a warning within it."""
    yield from masked_facts(mail, cards, _sentence)


def _sentence(count: int) -> str:
    sentence = ngettext(
        "There is a card number in it.", "There are {count} card numbers in it.", count
    )
    return sentence.format(count=count)
