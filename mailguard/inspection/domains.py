"""The domains that many share, and which part of a domain somebody registered."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from mailguard.domain.address import Address
from mailguard.domain.settings import Organisation
from mailguard.policy.affiliation import Affiliations


@cache
def shared_domains() -> frozenset[str]:
    """Free-mail and provider domains, from the file that comes with MailGuard."""
    text = resources.files("resources").joinpath("domains", "shared.txt").read_text("ascii")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=10_000)
def registrable(domain: str) -> str:
    """The registrable part of `domain` by the public suffix list; itself where there is none."""
    if domain.startswith("["):  # an address literal
        return domain
    return _suffixes().privatesuffix(domain) or domain


def organisation_of(address: Address) -> str:
    """To whom a mailbox belongs, as Recipient.organisation."""
    return _anybodys().organisation(address)


@cache
def _anybodys() -> Affiliations:
    """What does not depend on whose mail it is."""
    return Affiliations(Organisation(), (), shared_domains(), registrable)


@cache
def _suffixes():  # type: ignore[no-untyped-def]
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415  0.1 s, in the worker only

    return PublicSuffixList()
