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


class Field(StrEnum):
    """Where the recipient stands in the header."""

    TO = "To"
    CC = "Cc"
    BCC = "Bcc"  # in the envelope, in no To or Cc field


class Acquaintance(msgspec.Struct, frozen=True):
    """What is known about an address from mail sent before."""

    times: int
    last_at: datetime  # UTC
    name: str = ""


class Recipient(msgspec.Struct, frozen=True):
    """One recipient of the envelope."""

    address: Address
    field: Field
    kind: RecipientClass
    organisation: str  # a registrable domain; the whole address at free-mail domains
    name: str = ""  # the display name, decoded
    known: Acquaintance | None = None
