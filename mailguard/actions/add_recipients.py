"""Adds recipients: to Cc, where everybody sees them, or as Bcc, where nobody does."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from mailguard.actions._refusal import refuse, refusing_what_is_unusual
from mailguard.domain.action import (
    ActionRefusedError,
    Change,
    Means,
    Original,
    Stage,
    action,
)
from mailguard.domain.address import Address
from mailguard.domain.mail import Edit, Mailbox
from mailguard.i18n import N_, _
from mailguard.message.address_list import appended
from mailguard.message.addresses import mailboxes
from mailguard.message.edits import applied, composed
from mailguard.message.header import fields
from mailguard.message.integrity import of_audience, of_header


class Adding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who gets it besides."""

    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()


@action("add-recipients", title=N_("Add recipients"), stage=Stage.ADDING, settings=Adding)
def add_recipients(original: Original, adding: Adding, _means: Means) -> Change:
    """Who gets the mail anyway is not added: a Bcc of the sender's stays one.

    Raises ActionRefusedError.
    """
    present = {address.key for address in original.envelope.recipients}
    copies = _new(original, adding.cc, present)
    blind = _new(original, adding.bcc, present)
    if copies or blind:
        refuse(of_audience(original.header))
    if not copies:
        return Change(added=tuple(blind))
    refuse(of_header(original.header))
    with refusing_what_is_unusual():
        edits = _named(original.header, copies)
    return Change(edits, added=(*copies, *blind))


def _new(original: Original, wanted: Iterable[Address], present: set[str]) -> list[Address]:
    """Those who do not get it yet; from now on they are among `present`."""
    new = {address.key: address for address in wanted if address.key not in present}
    for address in new.values():
        if not (address.is_ascii or original.envelope.smtputf8):
            raise ActionRefusedError(_("“{}” cannot be written in this mail.").format(address))
    present.update(new)
    return list(new.values())


def _named(header: bytes, copies: Iterable[Address]) -> tuple[Edit, ...]:
    """Cc names them, unless it or To does already."""
    named = {
        box.address.key
        for field in fields(header)
        if field.name in ("to", "cc")
        for box in mailboxes(field.value)
    }
    edits: tuple[Edit, ...] = ()
    for address in copies:
        if address.key not in named:
            edits = composed(edits, [appended(applied(header, edits), "Cc", Mailbox(address))])
    return edits
