"""A domain that is nearly a well-known one, or nearly that of a large mail provider."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from rapidfuzz.distance import OSA

from mailguard.domain.check import Fact, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Recipient, RecipientClass
from mailguard.i18n import N_, _

# What people mistype most, but for short names, which all resemble something. Who is really at
# such a provider has an organisation with an @.
_PROVIDERS = (
    "gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.com", "outlook.jp", "outlook.com",
    "hotmail.com", "hotmail.co.jp", "icloud.com", "docomo.ne.jp", "ezweb.ne.jp", "nifty.com",
    "softbank.ne.jp", "i.softbank.jp", "biglobe.ne.jp", "so-net.ne.jp", "protonmail.com",
)  # fmt: skip
_LONG = 10  # characters of a name in which two slips are still one word
_SHORT = 4  # characters of a name in which one slip makes another one
_LETTERS = str.maketrans({"0": "o", "1": "l", "5": "s", "3": "e"})


class Familiar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From how many mails on a domain is well known."""

    mails: int = 5


@check(
    "lookalike-domain",
    title=N_("Nearly a well-known domain"),
    severity=Severity.DANGER,
    settings=Familiar(),
)
def lookalike_domain(mail: Mail, knowledge: Knowledge, familiar: Familiar) -> Iterator[Fact]:
    """A new domain that is a slip away from a well-known one (danger), or the same name under
    another ending (warning): companies do have several.
    """
    present = {recipient.organisation for recipient in mail.recipients}
    for recipient in mail.recipients:
        if not _is_new(recipient, knowledge):
            continue
        original = _original(recipient.organisation, knowledge, familiar)
        if not original or original in present:
            continue
        same_name = _name(recipient.organisation) == _name(original)
        other_ending = same_name and original not in _PROVIDERS
        sentence = _("{domain} looks like {original}, but it is another domain.")
        yield Fact(
            Severity.WARNING if other_ending else Severity.DANGER,
            sentence.format(domain=recipient.organisation, original=original),
            place=OfRecipient(recipient.address.key),
        )


def _is_new(recipient: Recipient, knowledge: Knowledge) -> bool:
    """Whether it is a company that hardly any mail went to, and none came from."""
    if recipient.kind is not RecipientClass.EXTERNAL or "@" in recipient.organisation:
        return False
    if recipient.known and (recipient.known.received or recipient.known.times > 1):
        return False
    domain = knowledge.known_domain(recipient.organisation)
    return domain is None or domain.times <= 1


def _original(domain: str, knowledge: Knowledge, familiar: Familiar) -> str:
    """The well-known domain that this one resembles; "" for none."""
    known = (k for k in knowledge.domains_alike(domain) if k.times >= familiar.mails)
    for one in sorted(known, key=lambda k: -k.times):
        if _resemble(domain, one.domain):
            return one.domain
    return next((one for one in _PROVIDERS if _is_slip_of_whole(domain, one)), "")


def _resemble(one: str, other: str) -> bool:
    left, right = _name(one), _name(other)
    return left == right or (_ending(one) == _ending(other) and _is_slip(left, right))


def _is_slip_of_whole(domain: str, provider: str) -> bool:
    """Of a provider the whole domain counts: gmail.co, yahoo.co.jo."""
    return domain != provider and OSA.distance(domain, provider) <= 1


def _is_slip(left: str, right: str) -> bool:
    if left == right:
        return False
    shorter = min(len(left), len(right))
    if left.translate(_LETTERS) == right.translate(_LETTERS) or _looks(left) == _looks(right):
        return True
    return shorter > _SHORT and OSA.distance(left, right) <= (2 if shorter >= _LONG else 1)


def _looks(name: str) -> str:
    """What the eye makes of it: rn is m, vv is w, hyphens are overlooked."""
    return name.replace("rn", "m").replace("vv", "w").replace("-", "")


def _name(domain: str) -> str:
    return domain.partition(".")[0]


def _ending(domain: str) -> str:
    return domain.partition(".")[2]
