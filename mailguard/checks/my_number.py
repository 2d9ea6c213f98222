"""Individual numbers (My Number), which hardly ever may leave by mail."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _, ngettext
from mailguard.identifiers.numbers import my_numbers


@check("my-number", title=N_("My Number"), severity=Severity.DANGER, settings=NoSettings())
def my_number(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where individual numbers leave the organisation, a warning within it."""
    for passage in passages(mail):
        found = my_numbers(passage.text)
        if not found:
            continue
        count = len({number.digits for number in found})
        sentence = ngettext(
            "There is a My Number in it.", "There are {count} My Numbers in it.", count
        )
        masked = _("•••• •••• {last}").format(last=found[0].digits[-4:])
        yield Fact(
            Severity.DANGER if mail.goes_outside else Severity.WARNING,
            sentence.format(count=count),
            (masked,),
            passage.place(found[0].start, found[0].end),
        )
