"""Individual numbers (My Number), which hardly ever may leave by mail."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, ngettext
from mailguard.identifiers.masked import masked_facts
from mailguard.identifiers.numbers import my_numbers


@check("my-number", title=N_("My Number"), severity=Severity.DANGER, settings=NoSettings())
def my_number(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where individual numbers leave the organisation, a warning within it."""
    yield from masked_facts(mail, my_numbers, _sentence)


def _sentence(count: int) -> str:
    sentence = ngettext("There is a My Number in it.", "There are {count} My Numbers in it.", count)
    return sentence.format(count=count)
