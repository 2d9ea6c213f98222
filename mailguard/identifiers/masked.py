"""Numbers that hardly ever may leave, told by their last digits alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mailguard.domain.check import Fact
from mailguard.domain.finding import Severity
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import _
from mailguard.identifiers.numbers import Number


def masked_facts(
    mail: Mail, numbers_in: Callable[[str], Iterable[Number]], sentence: Callable[[int], str]
) -> Iterator[Fact]:
    """A danger for each text with such numbers that leaves the organisation, a warning within it.

    `sentence` says how many different ones there are.
    """
    for passage in passages(mail):
        if found := tuple(numbers_in(passage.text)):
            yield Fact(
                Severity.DANGER if mail.goes_outside else Severity.WARNING,
                sentence(len({number.digits for number in found})),
                (_("•••• •••• {last}").format(last=found[0].digits[-4:]),),
                passage.place(found[0].start, found[0].end),
            )
