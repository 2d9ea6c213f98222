"""An action: one pure function that prepares what leaves, from what came in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum
from typing import Any, BinaryIO, Protocol, TypeVar

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Attachment, Edit, Source
from mailguard.domain.received import Lock, ReceivedFile


class Outgoing(msgspec.Struct, frozen=True):
    """A message on its way out: the entry's octets with `edits` applied, and its envelope."""

    envelope: Envelope
    edits: tuple[Edit, ...] = ()


class FollowUp(msgspec.Struct, frozen=True):
    """A second message, with octets of its own: it waits until the first was taken.

    Each of its recipients gets it when a server has taken the first message for them; where that
    failed or was withdrawn they never do.
    """

    follows: int  # index of the first one in Prepared.messages
    envelope: Envelope
    octets: bytes  # the whole message, with CRLF
    after: float = 0.0  # seconds after the first was taken


class Prepared(msgspec.Struct, frozen=True):
    """All that leaves for one entry, and what its recipients get by it."""

    messages: tuple[Outgoing, ...]
    follow_ups: tuple[FollowUp, ...] = ()
    files: tuple[ReceivedFile, ...] = ()  # empty: those of the mail, as they are
    lock: Lock | None = None


class Original(msgspec.Struct, frozen=True):
    """What an action may look at. Header actions get the header as others have left it."""

    sender: Address  # the account's address
    envelope: Envelope
    header: bytes  # from the first octet to the blank line, which is included
    inside: frozenset[str] = frozenset()  # Address.keys of recipients of one's own or the group
    octets: bytes | memoryview = b""  # of the whole message, for actions of Stage.BODY
    attachments: tuple[Attachment, ...] = ()  # for the same; as the inspection found them


class Copy(msgspec.Struct, frozen=True):
    """One of several messages that a mail becomes."""

    recipients: frozenset[str]  # Address.keys
    edits: tuple[Edit, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """What an action changes of a mail."""

    edits: tuple[Edit, ...] = ()
    left_out: frozenset[str] = frozenset()  # Address.keys of recipients who do not get it
    added: tuple[Address, ...] = ()  # who get it besides
    copies: tuple[Copy, ...] = ()  # what it becomes, each recipient in one; empty: it stays one
    files: tuple[ReceivedFile, ...] = ()  # all files as they arrive; empty: as they are
    lock: Lock | None = None


class ActionRefusedError(Exception):
    """The action cannot be done on this mail; the text says why, to the user."""


class Room(Protocol):
    """Where an action puts octets that are too many to be held."""

    def scratch(self) -> BinaryIO:
        """A new, empty file, open for reading and writing, which goes when it is closed."""

    def keep(self, chunks: Iterable[bytes]) -> Source:
        """Where these octets lie from now on: behind those kept before. Raises OSError."""


def _no_entropy(count: int) -> bytes:
    raise RuntimeError(f"nobody gave the {count} octets of chance that this action takes")


class Means(msgspec.Struct, frozen=True):
    """What an action may use besides the mail: all that is not the same each time."""

    entropy: Callable[[int], bytes] = _no_entropy  # so many octets that nobody can guess
    now: datetime | None = None  # with its time zone
    room: Room | None = None


class Stage(IntEnum):
    """When an action's turn is, whatever the order in which they were asked for."""

    BODY = 0  # edits of the message as it came; reads all of it: a worker's task
    FIELDS = 1
    LEAVING_OUT = 2
    MOVING = 3
    ADDING = 4
    HIDING = 5  # last: who was added is hidden as well, or gets a copy as the others do


S = TypeVar("S", bound=msgspec.Struct)

Function = Callable[[Original, S, Means], Change]
"""The mail, what is asked for, and the means → the change. Raises ActionRefusedError."""


class Action(msgspec.Struct, frozen=True):
    """An action with its name and its title for people."""

    name: str
    title: str
    stage: Stage
    settings: type[msgspec.Struct]
    of_offers: Callable[[tuple[str, ...]], Any]  # Offer.arguments → settings
    function: Callable[[Original, Any, Means], Change]

    def change(self, original: Original, *arguments: str) -> Change:
        """What this action changes, where it was chosen by offers. Raises ActionRefusedError."""
        return self.function(original, self.of_offers(arguments), Means())


def _not_offered(_arguments: tuple[str, ...]) -> msgspec.Struct:
    raise ActionRefusedError("no offer")


def action(
    name: str,
    *,
    title: str,
    stage: Stage,
    settings: type[S],
    of_offers: Callable[[tuple[str, ...]], S] | None = None,
) -> Callable[[Function[S]], Action]:
    """Makes an `Action` of the function below it. `of_offers`: where a review may offer it."""

    def wrap(function: Function[S]) -> Action:
        return Action(name, title, stage, settings, of_offers or _not_offered, function)

    return wrap
