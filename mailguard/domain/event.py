"""What the engine tells: the values that go to every desktop and command line that listens."""

from __future__ import annotations

from datetime import datetime

import msgspec

from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.received import Received
from mailguard.domain.reply import Reply
from mailguard.domain.state import State


class Summary(msgspec.Struct, frozen=True):
    """An entry in a list."""

    id: str
    revision: int
    state: State
    account: str
    subject: str
    sender: str  # the envelope's; "" for the null reverse path
    recipients: tuple[str, ...]  # addresses; at most RECIPIENTS_SHOWN
    recipient_count: int
    received_at: datetime
    names: dict[str, str] = {}  # address → display name, where one is known
    release_at: datetime | None = None
    release_in: float | None = None  # seconds of awake time left when this was made
    delay: float | None = None  # seconds of the whole delay
    scheduled: bool = False  # `release_at` is a time of the calendar
    reason: str = ""
    note: str = ""
    client_waits: bool = False  # the mail program is still waiting for our reply
    undoable: bool = False


RECIPIENTS_SHOWN = 20


class RecipientResult(msgspec.Struct, frozen=True):
    """What became of one recipient, for the details of an entry."""

    address: str
    state: State
    reply: Reply | None = None
    attempts: int = 0
    follows: bool = False  # it is of a second message, such as one with a password


class Happening(msgspec.Struct, frozen=True):
    """One line of an entry's journal."""

    at: datetime
    state: State
    by: str
    reason: str = ""


class Details(msgspec.Struct, frozen=True):
    """Everything about one entry but its octets."""

    summary: Summary
    results: tuple[RecipientResult, ...]
    journal: tuple[Happening, ...]
    inspection: Inspection | None = None
    received: Received | None = None  # what becomes of its files; None: they stay as they are


class Condition(msgspec.Struct, frozen=True):
    """Something that keeps MailGuard from doing its work, until it is mended."""

    id: str  # such as `port-taken`, `password-needed:ADDRESS`
    sentence: str  # what is wrong, and where
    remedy: str  # what to do
    account: str = ""


class Snapshot(msgspec.Struct, frozen=True, tag="snapshot"):
    """How things stand: sent first after each connect, in several pages where there is much."""

    entries: tuple[Summary, ...]
    conditions: tuple[Condition, ...]
    accounts: tuple[str, ...]
    last: bool  # whether this is the last page


class Asked(msgspec.Struct, frozen=True, tag="asked"):
    """A question was opened, or changed: the user is to be asked about this mail."""

    summary: Summary
    preview: Preview


class Inspected(msgspec.Struct, frozen=True, tag="inspected"):
    """The inspection for a question is complete."""

    id: str
    revision: int
    inspection: Inspection


class Changed(msgspec.Struct, frozen=True, tag="changed"):
    """An entry changed its state, its time or its reason."""

    summary: Summary


class Recall(msgspec.Struct, frozen=True, tag="recall"):
    """A question has waited long: show it again."""

    id: str


class Conditions(msgspec.Struct, frozen=True, tag="conditions"):
    """All conditions that hold now."""

    conditions: tuple[Condition, ...]


Event = Snapshot | Asked | Inspected | Changed | Recall | Conditions
