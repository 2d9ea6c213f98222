"""Files that are too large for many mailboxes."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_MEGABYTE = 1_000_000


class Sizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many megabytes of attachments on they are noticed, and warned of."""

    notice: float = 10.0
    warning: float = 25.0


@check("attachment-large", title=N_("Large files"), severity=Severity.NOTICE, settings=Sizes())
def attachment_large(mail: Mail, _knowledge: Knowledge, sizes: Sizes) -> Iterator[Fact]:
    """Adds up what goes outside; on its way a mail grows by a third."""
    total = sum(attachment.size for attachment in mail.attachments) / _MEGABYTE
    if mail.goes_outside and total >= sizes.notice:
        sentence = _("The attachments have {size} MB; many mailboxes do not take that much.")
        severity = Severity.WARNING if total >= sizes.warning else Severity.NOTICE
        yield Fact(severity, sentence.format(size=f"{total:.0f}"))
