"""A protected file and its password in one mail."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _
from mailguard.identifiers.passwords import passwords


@check(
    "password-in-same-mail",
    title=N_("File and password in one mail"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def password_in_same_mail(
    mail: Mail, _knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Warns where whoever gets the file gets its password as well."""
    contents = (content.is_encrypted for content in mail.contents)
    if not (any(attachment.encrypted for attachment in mail.attachments) or any(contents)):
        return
    if password := next(passwords(mail.text.body), None):
        yield Fact(
            Severity.WARNING,
            _("The protected file and its password are in the same mail."),
            (password.word,),
            OfText(password.start, password.end),
        )
