"""A file that the recipient's computer may run, and that many servers refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfAttachment, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_PROGRAM = re.compile(
    r"\.(?:exe|com|scr|pif|bat|cmd|msi|msp|jar|js|jse|vbs?|vbe|wsf?|wsh|hta|ps1|psm1|lnk|reg|cpl|dll|sys|xll|wll"
    r"|iso|img|vhdx?|appx|msix|application|gadget|chm|scf|inf|url|apk|dmg|pkg|app|deb|rpm)\Z",
    re.IGNORECASE,
)
_DISGUISED = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|txt|jpe?g|png|csv|zip)[ .]{0,50}"
    r"\.(?:exe|com|scr|pif|bat|cmd|js|vbs|hta|lnk|ps1)\Z",
    re.IGNORECASE,
)


@check(
    "attachment-dangerous",
    title=N_("A program as attachment"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def attachment_dangerous(
    mail: Mail, _knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Warns of programs, also within archives (danger in disguise); notices macros."""
    for index, attachment, content in mail.files:
        place = OfAttachment(index)
        names = (attachment.name, *(inner.name for inner in content.files))
        if disguised := next(filter(_DISGUISED.search, names), ""):
            sentence = _("“{name}” is a program with the name of a document.")
            yield Fact(Severity.DANGER, sentence.format(name=disguised), place=place)
        elif program := next(filter(_PROGRAM.search, names), ""):
            sentence = _("“{name}” is a program; many mail servers refuse it.")
            yield Fact(Severity.WARNING, sentence.format(name=program), place=place)
        elif content.has_macros:
            sentence = _("“{name}” has macros.")
            yield Fact(Severity.NOTICE, sentence.format(name=attachment.name), place=place)
