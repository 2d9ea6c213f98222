"""Learning from past mail: what there is, what is wished for, and what came of it."""

from __future__ import annotations

import msgspec


class MailFolder(msgspec.Struct, frozen=True):
    """A folder of a mail program on this computer."""

    path: str  # of a file (mbox) or a folder (Maildir)
    is_sent: bool  # else it holds mail that was received
    size: int  # octets
    account: str = ""  # as the mail program calls it
    profile: str = ""  # of the mail program; "" where it has only one


class Wish(msgspec.Struct, frozen=True):
    """Files and folders to learn from."""

    sent: tuple[str, ...] = ()  # also address books
    received: tuple[str, ...] = ()


class Learned(msgspec.Struct):
    """What a run brought."""

    mails: int = 0  # new ones
    known: int = 0  # learned from before
    contacts: int = 0  # new ones, of address books
    unreadable: list[str] = msgspec.field(default_factory=list)  # what and why, as sentences


class Step(msgspec.Struct, frozen=True, tag="step"):
    """How far a run is."""

    done: int  # octets
    total: int
    mails: int  # so far


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """A run is over, or was broken off; what it learned stays learned."""

    learned: Learned


Report = Step | Ended
"""A line of a run that tells how far it is."""
