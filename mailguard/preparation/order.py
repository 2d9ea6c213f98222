"""What is prepared, as an engine hands it to a process that may read the whole mail."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from secrets import token_bytes

import msgspec
from msgspec.structs import replace

from mailguard.domain.action import Means, Original, Prepared
from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Attachment, Edit, Source
from mailguard.preparation.note import Note, note_of
from mailguard.preparation.prepare import prepared
from mailguard.preparation.room import FolderRoom
from mailguard.preparation.steps import Step


class Order(msgspec.Struct, frozen=True):
    """A mail, and everything that is to be done to it."""

    sender: Address  # the account's
    envelope: Envelope
    header: bytes  # from the first octet to the blank line, which is included
    source: Source  # where the whole message lies
    inside: frozenset[str]  # Address.keys of recipients of one's own or the group
    attachments: tuple[Attachment, ...]  # as the inspection found them
    steps: tuple[Step, ...]
    always: tuple[Edit, ...]  # of every mail (message/submission.py)
    now: datetime  # with its time zone
    room: str  # path of a new file for what is too much to be held
    notes: tuple[Note, ...] = ()  # to others, once it has left

    def original(self, octets: bytes | memoryview = b"") -> Original:
        """What the actions look at."""
        return Original(
            self.sender, self.envelope, self.header, self.inside, octets, self.attachments
        )


def without_octets(order: Order) -> Prepared:
    """What leaves, where no step reads the whole mail. Raises ActionRefusedError."""
    means = Means(token_bytes, order.now)
    return _with_notes(prepared(order.original(), order.steps, means, order.always), order)


def with_octets(order: Order, octets: memoryview) -> Prepared:
    """What leaves. Raises ActionRefusedError, OSError; nothing is left in the room then."""
    with FolderRoom(Path(order.room)) as room:
        means = Means(token_bytes, order.now, room)
        made = prepared(order.original(octets), order.steps, means, order.always)
    return _with_notes(made, order)


def _with_notes(made: Prepared, order: Order) -> Prepared:
    """The notes name who gets the mail as it leaves."""
    reached = tuple({a.key: a for m in made.messages for a in m.envelope.recipients}.values())
    notes = (
        note_of(replace(note, recipients=reached), order.sender, _id(order), order.now)
        for note in order.notes
    )
    return replace(made, follow_ups=(*made.follow_ups, *notes))


def _id(order: Order) -> str:
    return f"<{token_bytes(16).hex()}@{order.sender.domain}>"
