"""How close a mailbox is to the sender's organisation, and which organisation it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from mailguard.domain.address import Address
from mailguard.domain.recipient import RecipientClass
from mailguard.domain.settings import Organisation


class Affiliations:
    """The classes and organisations of mailboxes, as one sender sees them.

    At the domains in `shared` (free mail, providers) each mailbox is an organisation of its own,
    and an account there owns nothing but its own addresses.
    """

    def __init__(
        self,
        organisation: Organisation,
        senders: Sequence[Address],
        shared: frozenset[str],
        registrable: Callable[[str], str],
    ) -> None:
        self._organisation = organisation
        self._shared = shared
        self._registrable = registrable
        self._own_addresses = frozenset(sender.key for sender in senders)
        domains = (registrable(_domain(sender)) for sender in senders)
        self._own_domains = (*organisation.own, *(d for d in domains if d not in shared))
        listed = (registrable(_bare(domain)) for domain in organisation.own)
        self.own = tuple(dict.fromkeys((*map(self.organisation, senders), *listed)))
        """The sender's own organisations, as `organisation` names them."""
        self.group = tuple(map(_bare, organisation.group))
        """The domains of its affiliates."""

    def kind(self, address: Address) -> RecipientClass:
        """The class of a mailbox; the closest where several lists name its domain."""
        domain = _domain(address)
        if address.key in self._own_addresses or _is_under(domain, self._own_domains):
            return RecipientClass.OWN
        if _is_under(domain, self._organisation.group):
            return RecipientClass.GROUP
        if _is_under(domain, self._organisation.partner):
            return RecipientClass.PARTNER
        return RecipientClass.EXTERNAL

    def organisation(self, address: Address) -> str:
        """A registrable domain; the whole mailbox at a shared one."""
        domain = _domain(address)
        registrable = self._registrable(domain)
        shared = domain in self._shared or registrable in self._shared
        return address.key if shared else registrable


def _domain(address: Address) -> str:
    return address.domain.casefold().rstrip(".")


def _is_under(domain: str, listed: tuple[str, ...]) -> bool:
    """Whether `domain` is one of those listed, or a sub-domain of one; there may be thousands."""
    names, rest = _bare_ones(listed), domain
    while rest and rest not in names:
        rest = rest.partition(".")[2]
    return bool(rest)


@lru_cache(16)
def _bare_ones(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_bare, listed))


def _bare(domain: str) -> str:
    return domain.casefold().strip(" .").removeprefix("@")
