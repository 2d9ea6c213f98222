"""Numbers of licences, passports and the like."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _
from mailguard.identifiers.documents import document_numbers


@check(
    "identity-document",
    title=N_("Identity document"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def identity_document(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns of such numbers where they leave the organisation; within it they are noticed."""
    severity = Severity.WARNING if mail.goes_outside else Severity.NOTICE
    for passage in passages(mail):
        found = next(document_numbers(passage.text), None)
        if found:
            sentence = _("There is the number of a document in it ({kind}).")
            place = passage.place(found.start, found.end)
            yield Fact(severity, sentence.format(kind=_(found.kind)), place=place)
