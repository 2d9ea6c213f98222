"""A link that shows one address and leads to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfMail, OfText, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Link, Mail
from mailguard.i18n import N_, _

# A bare `acme.com` is as often a name as an address, and `report.py` is a file.
_SHOWN_HOST = re.compile(
    r"(?:https?://|(?=www\.))((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?:[:/?#]\S*)?", re.IGNORECASE
)
_SHOWN_ADDRESS = re.compile(r"(?:mailto:)?([\w.+-]{1,64}@[\w.-]{3,255}\w)(?:\?\S*)?", re.IGNORECASE)
# Who puts the real target into the query of a link of its own.
_WRAPPER = re.compile(r"(?:\.safelinks\.protection\.outlook\.com|(?:^|\.)google\.(?:com|co\.jp))\Z")
_AROUND = " \t\r\n()<>[]{}\"'（）「」＜＞.,;、。"


@check(
    "link-mismatch",
    title=N_("A link leads elsewhere"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def link_mismatch(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Warns where the address that is shown, and where it leads, belong to different sites."""
    behind = 0  # links come in the order of the text
    for link in mail.text.links:
        shown, real = _shown(link), _real(link)
        if shown and real and not _is_same_site(shown, real):
            sentence = _("The link shows {shown}, but leads to {real}.")
            start = mail.text.new.find(link.shown, behind)
            behind = max(start, behind)
            place = OfText(start, start + len(link.shown)) if start >= 0 else OfMail()
            yield Fact(Severity.WARNING, sentence.format(shown=shown, real=real), place=place)


def _shown(link: Link) -> str:
    """The host or mail address that the reader believes in; "" where only words are shown."""
    text = link.shown.strip(_AROUND)
    found = _SHOWN_ADDRESS.fullmatch(text) or _SHOWN_HOST.fullmatch(text)
    return found[1].casefold() if found else ""


def _real(link: Link) -> str:
    try:
        parts = urlsplit(_unwrapped(link.target.strip()))
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return parts.path.casefold()
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def _unwrapped(target: str) -> str:
    """Where a link leads that a mail server or a search engine wrapped. Raises ValueError."""
    parts = urlsplit(target)
    if not _WRAPPER.search(parts.hostname or ""):
        return target
    fields = parse_qs(parts.query)
    inner = next((fields[name][0] for name in ("url", "q", "u") if name in fields), "")
    return inner if inner.startswith("http") else target


def _is_same_site(shown: str, real: str) -> bool:
    if "@" in real and "@" not in shown:
        return True  # whoever writes of a site may want mail
    if "@" not in real:
        shown = shown.rpartition("@")[2]
    left, right = shown.removeprefix("www."), real.removeprefix("www.")
    return left == right or left.endswith(f".{right}") or right.endswith(f".{left}")
