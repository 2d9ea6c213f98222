"""A mail without a subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfSubject, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

# What programs put before a subject says nothing by itself.
_PREFIX = re.compile(
    r"\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|返信|転送)(?:\[\d{1,3}\])?\s*[:：]", re.IGNORECASE
)


@check(
    "empty-subject",
    title=N_("No subject"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def empty_subject(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices a subject with nothing in it but `Re:` and its like."""
    rest = mail.subject
    while prefix := _PREFIX.match(rest):
        rest = rest[prefix.end() :]
    if not rest.strip():
        yield Fact(Severity.NOTICE, _("This mail has no subject."), place=OfSubject())
