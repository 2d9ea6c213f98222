"""What the rules that fired ask for, besides what the user does about it."""

from __future__ import annotations

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.rule import AddedText, Bcc, Encrypt, Layer, Mode


class Fired(msgspec.Struct, frozen=True):
    """A rule whose condition holds, and why. The evidence quotes the mail."""

    layer: Layer
    id: str
    title: str
    mode: Mode  # Mode.MONITOR: it asks for nothing
    evidence: tuple[str, ...] = ()


class Remark(msgspec.Struct, frozen=True):
    """What a rule says to the user."""

    rule: str  # Placed.name
    title: str
    sentence: str


class Approval(msgspec.Struct, frozen=True):
    """Somebody else has to agree; one of `people` is enough, but each approval is needed."""

    rule: str  # Placed.name
    title: str
    of: str  # as the policy has it: "manager", "department-head", an address, "group:NAME"
    people: tuple[Address, ...]  # deputies of this day included; never empty


class Preparation(msgspec.Struct, frozen=True):
    """What becomes of the mail before it leaves."""

    bcc: Bcc | None = None
    add_cc: tuple[Address, ...] = ()
    add_bcc: tuple[Address, ...] = ()
    set_header: tuple[tuple[str, str], ...] = ()  # names and values, each name once
    remove_header: tuple[str, ...] = ()  # names in lower case; before any is set
    encrypt: Encrypt | None = None
    link: bool = False  # with `encrypt`: what becomes a link is not encrypted
    tags: tuple[str, ...] = ()
    texts: tuple[AddedText, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything becomes of the mail."""
        return self != Preparation()
