"""A mail in which one program may see what another one does not."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _


@check(
    "ambiguous-structure",
    title=N_("Not every program shows the same"),
    severity=Severity.DANGER,
    settings=NoSettings(),
)
def ambiguous_structure(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where the octets can be read in several ways: what was checked may not be what is
    seen.
    """
    if mail.ambiguities:
        sentence = _("This mail is built so that its readers may see something else than you.")
        yield Fact(Severity.DANGER, sentence, mail.ambiguities)
