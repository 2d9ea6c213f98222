"""Letters of another script that look like the right ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import idna
from confusable_homoglyphs import categories, confusables

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient
from mailguard.i18n import N_, _

# Scripts that Japanese, Chinese and Korean names mix as a matter of course, Latin with them.
_EAST_ASIAN = frozenset({"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "LATIN", "COMMON"})
_PALOCHKA = "\N{CYRILLIC SMALL LETTER PALOCHKA}"  # the tables make an i of it; it looks like an l
_DECEIVING = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})


@check(
    "homograph",
    title=N_("Letters that only look right"),
    severity=Severity.DANGER,
    settings=NoSettings(),
)
def homograph(mail: Mail, knowledge: Knowledge, _settings: NoSettings) -> Iterator[Fact]:
    """Danger where an address mixes scripts, or reads like a known domain in other letters."""
    for recipient in mail.recipients:
        if found := _deceit(recipient, knowledge):
            yield Fact(
                Severity.DANGER,
                _("{address} has letters that only look like the usual ones.").format(
                    address=recipient.address
                ),
                (found,),
                OfRecipient(recipient.address.key),
            )


def _deceit(recipient: Recipient, knowledge: Knowledge) -> str:
    domain = _readable(recipient.address.domain)
    if domain.isascii() and recipient.address.local.isascii():
        return ""
    for part in (recipient.address.local, *domain.split(".")):
        if odd := _odd_letters(part):
            return _("Not the usual letters: {letters}").format(letters=odd)
    twin = _latin(domain)
    if twin != domain and knowledge.known_domain(twin):
        return _("It reads like {domain}.").format(domain=twin)
    return ""


def _readable(domain: str) -> str:
    """The domain with its letters; as it stands where it cannot be decoded (RFC 5891)."""
    try:
        return idna.decode(domain) if "xn--" in domain.lower() else domain
    except idna.IDNAError:
        return domain


def _odd_letters(part: str) -> str:
    """The letters of a part that pretend to be of its other script."""
    scripts = {categories.alias(letter) for letter in part if letter.isalpha()}
    if scripts <= _EAST_ASIAN or not (scripts & _DECEIVING and "LATIN" in scripts):
        return ""
    odd = dict.fromkeys(c for c in part if categories.alias(c) in _DECEIVING)
    return ", ".join(f"{letter} ({unicodedata.name(letter, '?').title()})" for letter in odd)


def _latin(domain: str) -> str:
    """The Latin letters that the domain can be mistaken for."""
    return "".join(map(_latin_letter, domain))


def _latin_letter(letter: str) -> str:
    if letter.isascii() or letter == _PALOCHKA:
        return "l" if letter == _PALOCHKA else letter
    found = confusables.is_confusable(letter, greedy=True, preferred_aliases=["latin"])
    for one in found or ():
        for twin in one["homoglyphs"]:
            if len(twin["c"]) == 1 and twin["c"].isascii():
                return str(twin["c"])
    return letter
