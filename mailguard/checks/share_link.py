"""A link to a file that lies in a shared store."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_SHARED = re.compile(
    r"https?://(?:[\w-]+\.){0,4}"
    r"(?:(?:drive|docs)\.google\.com/(?:file|drive|document|spreadsheets|presentation|open|uc)"
    r"|dropbox\.com/(?:s|scl|sh|l)|box\.com/(?:s|v|file)|1drv\.ms|onedrive\.live\.com|sharepoint\.com/:"
    r"|icloud\.com/(?:iclouddrive|attachment)|wetransfer\.com/downloads|we\.tl/t-|gigafile\.nu"
    r"|firestorage\.(?:jp|com)|filesend\.to|datadeliver\.net|mega\.nz/(?:file|folder)"
    r"|mediafire\.com/file|transferxl\.com)[^\s<>\"、。]*",
    re.ASCII | re.IGNORECASE,
)


@check(
    "share-link", title=N_("Link to a shared file"), severity=Severity.NOTICE, settings=NoSettings()
)
def share_link(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices such links in what leaves: whoever has the link may be able to open the file."""
    if mail.goes_outside and (found := _SHARED.search(mail.text.body)):
        yield Fact(
            Severity.NOTICE,
            _("Please check who can open this link."),
            (found[0][:200],),
            OfText(found.start(), found.end()),
        )
