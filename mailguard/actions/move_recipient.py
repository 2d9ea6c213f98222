"""Moves recipients between To, Cc and Bcc; the envelope stays."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mailguard.actions._refusal import refuse, refusing_what_is_unusual
from mailguard.domain.action import ActionRefusedError, Change, Means, Original, Stage, action
from mailguard.domain.mail import Edit, Mailbox
from mailguard.domain.recipient import Field
from mailguard.i18n import N_, _
from mailguard.message.address_list import NAMING, appended, without
from mailguard.message.addresses import mailboxes
from mailguard.message.edits import applied, composed, in_order
from mailguard.message.header import HeaderField, fields
from mailguard.message.integrity import of_people


class Move(msgspec.Struct, frozen=True):
    """One recipient's new place."""

    key: str  # Address.key
    field: Field


class Moving(msgspec.Struct, frozen=True):
    """Who is moved."""

    moves: tuple[Move, ...]


def _of_offers(arguments: tuple[str, ...]) -> Moving:
    """Each is `Address.key FIELD`, such as `hanako@acme.example Bcc`."""
    pairs = (argument.rpartition(" ") for argument in arguments)
    try:
        return Moving(tuple(Move(key, Field(field)) for key, _space, field in pairs))
    except ValueError:
        raise ActionRefusedError(_("A recipient can be moved to To, Cc or Bcc.")) from None


@action(
    "move-recipient",
    title=N_("Move this recipient to To, Cc or Bcc"),
    stage=Stage.MOVING,
    settings=Moving,
    of_offers=_of_offers,
)
def move_recipient(original: Original, moving: Moving, _means: Means) -> Change:
    """Whoever is moved stands in that field alone, with the name they had. Raises
    ActionRefusedError.
    """
    present = {address.key: address for address in original.envelope.recipients}
    if not {move.key for move in moving.moves} <= present.keys():
        raise ActionRefusedError(_("This recipient does not get the mail anyway."))
    refuse(of_people(original.header))
    edits: tuple[Edit, ...] = ()
    with refusing_what_is_unusual():
        for move in moving.moves:
            header = applied(original.header, edits)
            for step in _steps(header, Mailbox(present[move.key]), move.field):
                edits = composed(edits, step)
    return Change(edits)


def _steps(header: bytes, box: Mailbox, wanted: Field) -> Iterator[tuple[Edit, ...]]:
    """Out of the fields that name them, then into the one that shall."""
    naming = [f for f in fields(header) if f.name in NAMING and _names(f, box)]
    if [f.name for f in naming] == [wanted.lower()]:
        return
    out = in_order(e for f in naming for e in without(f, lambda key: key == box.address.key))
    yield out
    if wanted is not Field.BCC:
        named = next((_names(f, box) for f in naming), box)
        yield (appended(applied(header, out), wanted, named or box),)


def _names(field: HeaderField, box: Mailbox) -> Mailbox | None:
    found = (each for each in mailboxes(field.value) if each.address.key == box.address.key)
    return next(found, None)
