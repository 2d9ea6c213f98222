"""What recipients do not accept: encrypted zip files, which many servers turn away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.domain.consequence import Remark
from mailguard.domain.mail import Attachment
from mailguard.domain.received import Opener
from mailguard.domain.recipient import Recipient
from mailguard.domain.rule import Encrypt
from mailguard.encryption.plan import what_the_recipient_gets
from mailguard.i18n import _
from mailguard.policy.domains import is_under


def turned_away(
    recipients: Sequence[Recipient],
    attachments: Sequence[Attachment],
    how: Encrypt | None,
    refusing: Sequence[str],
) -> Iterator[Remark]:
    """Why the mail would not be taken, for each domain of `refusing` that gets a zip file."""
    if how is None or not refusing:
        return
    files = what_the_recipient_gets(attachments, how)
    if all(file.opener is not Opener.ZIP_TOOL for file in files):
        return
    domains = dict.fromkeys(each.address.domain.casefold() for each in recipients)
    for domain in domains:
        if is_under(domain, refusing):
            sentence = _(
                "{domain} does not take encrypted zip files, and a rule encrypts these attachments."
                " Please agree with the recipient on another way, or send them as PDF or Office"
                " files."
            )
            yield Remark("", _("Encrypted zip file"), sentence.format(domain=domain))
