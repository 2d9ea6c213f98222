"""Quoted mail that shows the recipients other parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

_FIELD = re.compile(
    r"^[>\s*]*(?:from|to|cc|差出人|宛先|送信者|写し)\*?\s?[:：](.{1,2000})$",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.)+[a-z]{2,24})", re.ASCII | re.IGNORECASE)
_CONFIDENTIAL = re.compile(r"社外秘|部外秘|極秘|internal use only", re.IGNORECASE)
_READ = 100_000  # characters


@check(
    "quoted-history",
    title=N_("Others in the quoted mail"),
    severity=Severity.NOTICE,
    settings=NoSettings(),
)
def quoted_history(mail: Mail, _knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Notices outside people in quoted From, To and Cc whose organisation gets nothing of this
    mail; warns where what is quoted is marked confidential.
    """
    quoted = mail.text.quoted[:_READ]
    if not quoted or not mail.goes_outside:
        return
    if marked := _CONFIDENTIAL.search(quoted):
        sentence = _("The quoted mail is marked as internal.")
        yield Fact(Severity.WARNING, sentence, (marked[0],))
    others = _others(quoted, {*mail.own, *(r.organisation for r in mail.recipients)})
    if others:
        sentence = _("The quoted mail shows others: {others}.")
        yield Fact(Severity.NOTICE, sentence.format(others=", ".join(others[:5])))


def _others(quoted: str, present: set[str]) -> list[str]:
    found: dict[str, None] = {}
    for field in _FIELD.finditer(quoted):
        for match in _ADDRESS.finditer(field[1]):
            domain, address = match[1].casefold(), match[0].casefold()
            is_present = any(domain == one or domain.endswith(f".{one}") for one in present)
            if address not in present and not is_present:
                found.setdefault(address)
    return list(found)
