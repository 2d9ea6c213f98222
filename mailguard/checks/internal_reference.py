"""Addresses that work only within one's own network."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _
from mailguard.identifiers.signs import has_any

_SIGNS = ("\\\\", "://")
_INTERNAL = re.compile(
    r"\\\\[A-Za-z0-9][\w.-]{1,62}\\[^\s\\/:*?\"<>|、。]{1,80}"  # \\server\share
    r"|file://[^\s<>\"]{3,}"
    r"|https?://(?:localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|[\w-]+|[\w.-]+\.(?:local|internal|intranet|intra|lan|corp))"
    r"(?:[:/][^\s<>\"、。]*|(?![\w.-]))",
    re.ASCII | re.IGNORECASE,
)


@check(
    "internal-reference",
    title=N_("Internal address"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def internal_reference(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices links and shares of one's own network in what leaves: nobody there can open them."""
    if not (mail.goes_outside and has_any(mail.text.body, _SIGNS)):
        return
    if found := _INTERNAL.search(mail.text.body):
        yield Fact(
            Severity.NOTICE,
            _("Outside recipients cannot open this address."),
            (found[0][:200],),
            OfText(found.start(), found.end()),
        )
