"""What past mail taught, as look-ups: whom the user writes to, who belongs to whom, what was sent.

Each question costs one look-up, however many contacts there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.mail import Mail
from mailguard.domain.recipient import Acquaintance
from mailguard.domain.settings import Organisation


class Contact(msgspec.Struct, frozen=True):
    """Somebody who was written to or has written."""

    address: Address
    organisation: str  # as Recipient.organisation
    acquaintance: Acquaintance
    names: tuple[str, ...] = ()  # display names and salutations seen for it, the latest first


class KnownDomain(msgspec.Struct, frozen=True):
    """A registrable domain that mail went to or came from."""

    domain: str
    times: int  # mails to it


class Mention(msgspec.Struct, frozen=True):
    """The name of a known organisation, in a text."""

    start: int
    end: int
    name: str
    organisations: tuple[str, ...]  # to whom the name belongs, as Recipient.organisation


class Sending(msgspec.Struct, frozen=True):
    """That a file went to somebody."""

    organisation: str
    at: datetime  # UTC
    name: str  # of the file


class Thread(msgspec.Struct, frozen=True):
    """The conversation that a mail goes on with, as far as it was seen."""

    participants: frozenset[str]  # Address.key of everybody in From, To and Cc so far
    last: frozenset[str]  # of the mail that is answered
    organisations: frozenset[str]
    is_named: bool = False  # the mail names one of its mails; else its subject alone tells it
    last_at: datetime | None = None  # UTC, of the latest mail of it that was seen


class Knowledge(Protocol):
    """Look-ups. Where a file cannot be read nothing is known; none of them raises."""

    @property
    def is_learning(self) -> bool:
        """Whether there is too little history yet to find anything unusual (14 days, 200 mails)."""
        ...

    def acquaintance(self, address: Address) -> Acquaintance | None:
        """How well the sender knows `address`; None: never written to, never heard of."""
        ...

    def alike(self, address: Address) -> Sequence[Contact]:
        """Contacts whose address can be mistaken for this one: at the same domain with an OSA
        distance of 1 (of 2 where both local parts have ten letters), or with the same local part
        elsewhere, those written to most. Never the address itself.
        """
        ...

    def domains_alike(self, domain: str) -> Sequence[KnownDomain]:
        """Known registrable domains with the same name under another ending, with a slip in the
        name, or looking the same (rn and m, 0 and o, letters of other scripts).
        """
        ...

    def known_domain(self, domain: str) -> KnownDomain | None:
        """The registrable domain, if mail went to it or came from it."""
        ...

    def named(self, name: str) -> Sequence[Contact]:
        """Contacts who go by this name (a family name, a given name, or both), in any script. Where
        there are many, some that are written to most.
        """
        ...

    def names_of(self, address: Address) -> Sequence[str]:
        """What the one at `address` was called so far, in display names and salutations."""
        ...

    def mentions(self, text: str) -> Sequence[Mention]:
        """Names of known organisations in `text`, the longest where several begin at one place."""
        ...

    def company_names(self, organisation: str) -> Sequence[str]:
        """The names that an organisation was seen with."""
        ...

    def organisations_called(self, name: str) -> Sequence[str]:
        """Whose a company's name is, whatever its form (株式会社, Ltd.): organisations."""
        ...

    def together(self, one: Address, other: Address) -> int:
        """Mails in which both stood."""
        ...

    def habitual_cc(self, to: Sequence[Address]) -> Sequence[Contact]:
        """Who stood in Cc in at least 80 % of at least 10 mails to exactly these people."""
        ...

    def thread(self, mail: Mail) -> Thread | None:
        """What is known of the conversation by Message-ID, References, subject."""
        ...

    def sendings(self, sha256: bytes) -> Sequence[Sending]:
        """To whom a file with this digest was sent, the latest first."""
        ...

    def organisation(self, configured: Organisation) -> Organisation:
        """The organisation's domains, with those that its list of companies gives a class."""
        ...

    def members(self, address: Address) -> Sequence[Address]:
        """Who gets what is sent to this list; empty: no list, or its members are not known."""
        ...

    def bounced_at(self, address: Address) -> datetime | None:
        """When a mail to it came back (UTC), unless one arrived since."""
        ...

    def usual_sender(self, organisation: str) -> Address | None:
        """From which of the user's addresses at least 10 mails, and 90 % of all, went there."""
        ...

    def sent_before(self, mail: Mail) -> datetime | None:
        """When a mail of this subject and new text last went to one of its recipients (UTC)."""
        ...

    def usual_ending(self, sender: Address, lines: Sequence[str]) -> int:
        """How many of a text's `lines`, the last one first, are as texts from `sender` mostly end:
        its signature.
        """
        ...

    def risks(self, mail: Mail) -> Mapping[str, float]:
        """Address.key → 0 (fits) to 1 (does not belong here), for every recipient."""
        ...


class NothingKnown:
    """Implements Knowledge where there is none: everybody is a stranger."""

    @property
    def is_learning(self) -> bool:
        return True

    def acquaintance(self, _address: Address) -> Acquaintance | None:
        return None

    def alike(self, _address: Address) -> Sequence[Contact]:
        return ()

    def domains_alike(self, _domain: str) -> Sequence[KnownDomain]:
        return ()

    def known_domain(self, _domain: str) -> KnownDomain | None:
        return None

    def named(self, _name: str) -> Sequence[Contact]:
        return ()

    def names_of(self, _address: Address) -> Sequence[str]:
        return ()

    def mentions(self, _text: str) -> Sequence[Mention]:
        return ()

    def company_names(self, _organisation: str) -> Sequence[str]:
        return ()

    def organisations_called(self, _name: str) -> Sequence[str]:
        return ()

    def together(self, _one: Address, _other: Address) -> int:
        return 0

    def habitual_cc(self, _to: Sequence[Address]) -> Sequence[Contact]:
        return ()

    def thread(self, _mail: Mail) -> Thread | None:
        return None

    def sendings(self, _sha256: bytes) -> Sequence[Sending]:
        return ()

    def organisation(self, configured: Organisation) -> Organisation:
        return configured

    def members(self, _address: Address) -> Sequence[Address]:
        return ()

    def bounced_at(self, _address: Address) -> datetime | None:
        return None

    def usual_sender(self, _organisation: str) -> Address | None:
        return None

    def sent_before(self, _mail: Mail) -> datetime | None:
        return None

    def usual_ending(self, _sender: Address, _lines: Sequence[str]) -> int:
        return 0

    def risks(self, _mail: Mail) -> Mapping[str, float]:
        return {}
