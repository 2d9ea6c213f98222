"""What the journal keeps of a mail: what was found, shown, answered, and what became of it.

No text, no subject, no file names, no server's words. Addresses stand here in clear; the journal
veils them before it writes (mailguard/journal/veil.py).
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.command import Choice
from mailguard.domain.entry import Channel
from mailguard.domain.recipient import Field, RecipientClass
from mailguard.domain.state import State


class Seen(msgspec.Struct, frozen=True):
    """A recipient as the inspection saw it."""

    address: Address
    field: Field
    kind: RecipientClass


class FileSeen(msgspec.Struct, frozen=True):
    """An attachment."""

    sha256: bytes
    size: int  # octets


class Found(msgspec.Struct, frozen=True):
    """What one check, or one rule of the policy, had to say."""

    what: str  # a check's id, `rule:LAYER/ID`, or `monitored:LAYER/ID` of one that is only watched
    severity: str = ""  # notice, warning or danger; "" for a rule
    about: Address | None = None  # the recipient it speaks of


class Inspected(msgspec.Struct, frozen=True):
    """A mail was looked through."""

    mail: str  # Entry.id
    account: str
    recipients: tuple[Seen, ...]
    files: tuple[FileSeen, ...]
    found: tuple[Found, ...]
    demands: tuple[str, ...]  # what had to be done, as `duty` names it
    unchecked: int = 0  # how many things could not be checked


class Shown(msgspec.Struct, frozen=True):
    """A question was put before the user."""

    mail: str
    revision: int


class Done(StrEnum):
    """How a demand was met."""

    TICKED = "ticked"
    WRITTEN = "written"


class Met(msgspec.Struct, frozen=True):
    """A demand that the user met."""

    demand: str  # as `duty` names it
    how: Done


class Changed(msgspec.Struct, frozen=True):
    """An action that was done to the mail."""

    action: str
    about: Address | None = None


class Answered(msgspec.Struct, frozen=True):
    """The user, or the engine on its own, answered."""

    mail: str
    by: Channel
    choice: Choice
    met: tuple[Met, ...] = ()
    unmet: tuple[str, ...] = ()  # demands that stayed open, as `duty` names them
    changed: tuple[Changed, ...] = ()
    reason: str = ""  # in the user's words; kept under the mail's own key
    people: tuple[str, ...] = ()  # Address.keys of those who take part: the key goes with theirs


class Ordered(msgspec.Struct, frozen=True):
    """A mail was taken back, let go, held, tried again, or said to have gone."""

    mail: str
    by: Channel
    order: str  # undo, releasenow, pause …


class Moved(msgspec.Struct, frozen=True):
    """A mail changed, and this is the state it is in."""

    mail: str
    state: State


class Delivery(msgspec.Struct, frozen=True):
    """What an attempt brought for one recipient."""

    address: Address
    state: State
    code: int = 0  # of the server's reply; 0: none


class Delivered(msgspec.Struct, frozen=True):
    """An attempt to deliver a mail ended."""

    mail: str
    results: tuple[Delivery, ...]


class Braked(msgspec.Struct, frozen=True):
    """All mail was held, or let go again."""

    on: bool
    by: Channel


class Erased(msgspec.Struct, frozen=True):
    """Somebody was forgotten; nothing says who."""

    by: Channel


Record = Inspected | Shown | Answered | Ordered | Moved | Delivered | Braked | Erased


def duty(demand: str) -> str:
    """A demand's id without the mailbox that some are named for: `organisation:one mailbox`."""
    kind, colon, named = demand.partition(":")
    return f"{kind}:one mailbox" if colon and "@" in named else demand
