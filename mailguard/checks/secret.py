"""Keys and tokens that let anybody in who reads them."""

from __future__ import annotations

from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.passages import passages
from mailguard.i18n import N_, _
from mailguard.identifiers.secrets import secrets


@check("secret", title=N_("Key or token"), severity=Severity.DANGER, settings=NoSettings())
def secret(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where one leaves the organisation, a warning within it; it is never quoted."""
    for passage in passages(mail):
        found = tuple(secrets(passage.text))
        if found:
            kinds = ", ".join(dict.fromkeys(one.kind for one in found))
            yield Fact(
                Severity.DANGER if mail.goes_outside else Severity.WARNING,
                _("There is a key in it that lets its reader in somewhere."),
                (kinds,),
                passage.place(found[0].start, found[0].end),
            )
