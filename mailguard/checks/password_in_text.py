"""A password in the text of a mail."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _
from mailguard.identifiers.passwords import passwords


@check(
    "password-in-text",
    title=N_("Password in the text"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def password_in_text(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices a password in what leaves; warns where the account's name stands beside it."""
    if not mail.goes_outside:
        return
    for password in passwords(mail.text.body):
        yield Fact(
            Severity.WARNING if password.has_user_name else Severity.NOTICE,
            _("There is a password in the text."),
            (password.word,),
            OfText(password.start, password.end),
        )
        return
