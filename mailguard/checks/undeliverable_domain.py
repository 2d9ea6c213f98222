"""An address that no mail can reach, as its domain is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from mailguard.domain.check import Fact, NoSettings, check
from mailguard.domain.finding import OfRecipient, Severity
from mailguard.domain.knowledge import Knowledge
from mailguard.domain.mail import Mail
from mailguard.i18n import N_, _

# Slips of the keyboard that are no top-level domains, and what was meant.
_SLIPS = {
    "con": "com", "cmo": "com", "ocm": "com", "comm": "com", "coom": "com", "vom": "com",
    "xom": "com", "cpm": "com", "c0m": "com", "jo.jp": "co.jp", "coj.p": "co.jp", "co.ip": "co.jp",
    "co.jpp": "co.jp", "co.pj": "co.jp", "cojp": "co.jp", "jpp": "jp", "nejp": "ne.jp",
    "ne.jpp": "ne.jp", "orjp": "or.jp", "nett": "net", "ner": "net", "ogr": "org", "orgg": "org",
    "co.jo": "co.jp", "co.jl": "co.jp", "co.hp": "co.jp", "co.kp": "co.jp", "co.up": "co.jp",
    "or.jo": "or.jp", "ne.jo": "ne.jp", "acjp": "ac.jp", "gojp": "go.jp",
}  # fmt: skip
_COMMON = ("com", "net", "org", "info", "biz", "jp")
# Top-level domains of three letters and more that are one slip from those, and are there.
_REAL = frozenset({
    "bet", "bid", "bio", "biz", "bom", "cam", "com", "gbiz", "info", "jmp", "mom", "nec", "net",
    "new", "next", "ntt", "ong", "org", "pet", "vet",
})  # fmt: skip
_RESERVED = frozenset({"invalid", "localhost"})  # RFC 6761; the others there are for trying out
_LITERAL = re.compile(r"\[.*\]\Z")


@check(
    "undeliverable-domain",
    title=N_("A domain that cannot exist"),
    severity=Severity.WARNING,
    settings=NoSettings(),
)
def undeliverable_domain(
    mail: Mail, _knowledge: Knowledge, _settings: NoSettings
) -> Iterator[Fact]:
    """Warns of domains that no name server can know."""
    for recipient in mail.recipients:
        domain = recipient.address.domain.casefold().rstrip(".")
        if _LITERAL.match(domain) or not _cannot_exist(domain):
            continue
        meant = _meant(domain)
        evidence = (_("Perhaps {domain} was meant.").format(domain=meant),) if meant else ()
        yield Fact(
            Severity.WARNING,
            _("Mail to {address} will not arrive.").format(address=recipient.address),
            evidence,
            OfRecipient(recipient.address.key),
        )


def _cannot_exist(domain: str) -> bool:
    name, _dot, top = domain.rpartition(".")
    return not name or top.isdigit() or top in _RESERVED or bool(_meant(domain))


def _meant(domain: str) -> str:
    for slip, right in _SLIPS.items():
        if domain.endswith(f".{slip}"):
            return domain.removesuffix(slip) + right
    name, dot, top = domain.rpartition(".")
    if not dot or len(top) < 3 or top in _REAL:  # of two letters nearly all are countries
        return ""
    right = next((common for common in _COMMON if OSA.distance(top, common) == 1), "")
    return f"{name}.{right}" if right else ""
