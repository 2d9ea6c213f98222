"""What the checks under test know from past mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from mailguard.domain.address import Address
from mailguard.domain.knowledge import Contact, KnownDomain, Mention, NothingKnown, Sending, Thread
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Acquaintance
from tests.mails import YESTERDAY, a_mailbox

__all__ = ["Known", "NothingKnown", "a_contact"]


def a_contact(text: str, *names: str, times: int = 20, organisation: str = "") -> Contact:
    """A contact written to `times` times; its organisation is its domain."""
    mailbox = a_mailbox(text)
    return Contact(
        mailbox.address,
        organisation or mailbox.address.domain,
        Acquaintance(times, YESTERDAY, mailbox.name),
        tuple(filter(None, (mailbox.name, *names))),
    )


class Known(NothingKnown):
    """Implements Knowledge by the answers that a test gives; what it does not name is unknown.

    The keys are what the questions ask for: addresses as text, names, organisations, digests.
    """

    def __init__(
        self,
        *,
        is_learning: bool = False,
        acquaintances: Mapping[str, Acquaintance] | None = None,
        alike: Mapping[str, Sequence[Contact]] | None = None,
        domains_alike: Mapping[str, Sequence[KnownDomain]] | None = None,
        known_domains: Sequence[str] = (),
        named: Mapping[str, Sequence[Contact]] | None = None,
        names_of: Mapping[str, Sequence[str]] | None = None,
        company_names: Mapping[str, Sequence[str]] | None = None,
        organisations_called: Mapping[str, Sequence[str]] | None = None,
        together: Mapping[frozenset[str], int] | None = None,
        habitual_cc: Sequence[Contact] = (),
        thread: Thread | None = None,
        sendings: Mapping[bytes, Sequence[Sending]] | None = None,
        members: Mapping[str, Sequence[str]] | None = None,
        bounced_at: Mapping[str, datetime] | None = None,
        usual_sender: Mapping[str, str] | None = None,
        sent_before: datetime | None = None,
        risks: Mapping[str, float] | None = None,
    ) -> None:
        self._is_learning = is_learning
        self._acquaintances = acquaintances or {}
        self._alike = alike or {}
        self._domains_alike = domains_alike or {}
        self._known_domains = frozenset(known_domains)
        self._named = named or {}
        self._names_of = names_of or {}
        self._company_names = company_names or {}
        self._organisations_called = organisations_called or {}
        self._together = together or {}
        self._habitual_cc = habitual_cc
        self._thread = thread
        self._sendings = sendings or {}
        self._members = members or {}
        self._bounced_at = bounced_at or {}
        self._usual_sender = usual_sender or {}
        self._sent_before = sent_before
        self._risks = risks or {}

    @property
    def is_learning(self) -> bool:
        return self._is_learning

    def acquaintance(self, address: Address) -> Acquaintance | None:
        return self._acquaintances.get(str(address))

    def alike(self, address: Address) -> Sequence[Contact]:
        return self._alike.get(str(address), ())

    def domains_alike(self, domain: str) -> Sequence[KnownDomain]:
        return self._domains_alike.get(domain, ())

    def known_domain(self, domain: str) -> KnownDomain | None:
        return KnownDomain(domain, 20) if domain in self._known_domains else None

    def named(self, name: str) -> Sequence[Contact]:
        return self._named.get(name, ())

    def names_of(self, address: Address) -> Sequence[str]:
        return self._names_of.get(str(address), ())

    def mentions(self, text: str) -> Sequence[Mention]:
        found = (
            Mention(start, start + len(name), name, tuple(organisations))
            for name, organisations in self._organisations_called.items()
            for start in range(len(text))
            if text.startswith(name, start)
        )
        return tuple(sorted(found, key=lambda mention: mention.start))

    def company_names(self, organisation: str) -> Sequence[str]:
        return self._company_names.get(organisation, ())

    def organisations_called(self, name: str) -> Sequence[str]:
        return self._organisations_called.get(name, ())

    def together(self, one: Address, other: Address) -> int:
        return self._together.get(frozenset({str(one), str(other)}), 0)

    def habitual_cc(self, _to: Sequence[Address]) -> Sequence[Contact]:
        return self._habitual_cc

    def thread(self, _mail: Mail) -> Thread | None:
        return self._thread

    def sendings(self, sha256: bytes) -> Sequence[Sending]:
        return self._sendings.get(sha256, ())

    def members(self, address: Address) -> Sequence[Address]:
        return tuple(Address.parse(member) for member in self._members.get(str(address), ()))

    def bounced_at(self, address: Address) -> datetime | None:
        return self._bounced_at.get(str(address))

    def usual_sender(self, organisation: str) -> Address | None:
        usual = self._usual_sender.get(organisation)
        return Address.parse(usual) if usual else None

    def sent_before(self, _mail: Mail) -> datetime | None:
        return self._sent_before

    def risks(self, _mail: Mail) -> Mapping[str, float]:
        return self._risks
