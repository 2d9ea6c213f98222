"""A recipient as the review shows it: who it is, and how well the sender knows them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from mailguard.domain.address import Address


class RecipientClass(StrEnum):
    """How close a recipient is to the sender's organisation."""

    OWN = "own"
    GROUP = "group"  # an affiliate, listed in the policy
    PARTNER = "partner"  # listed in the policy
    EXTERNAL = "external"


OUTSIDE = frozenset({RecipientClass.PARTNER, RecipientClass.EXTERNAL})
"""The classes of recipients that belong neither to one's own organisation nor to its group."""


class Field(StrEnum):
    """Where the recipient stands in the header."""

    TO = "To"
    CC = "Cc"
    BCC = "Bcc"  # in the envelope, in no To or Cc field


class Acquaintance(msgspec.Struct, frozen=True):
    """What is known about an address from mail sent before."""

    times: int  # mails sent to it
    last_at: datetime  # UTC, of the last one; of the last received where none was sent
    name: str = ""
    received: int = 0  # mails that came from it


class Recipient(msgspec.Struct, frozen=True):
    """One recipient of the envelope."""

    address: Address
    field: Field
    kind: RecipientClass
    organisation: str  # a registrable domain; the whole address at free-mail domains
    name: str = ""  # the display name, decoded
    known: Acquaintance | None = None
    risk: float = 0.0  # 0: it fits; 1: it does not belong here
    took_part_at: datetime | None = None
    """When the conversation that the mail goes on with, and they took part in, last went on (UTC).

    None: they took no part in it, or the mail names none that was seen.
    """
