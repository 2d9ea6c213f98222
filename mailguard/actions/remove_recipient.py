"""Leaves recipients out: of the envelope, and of every To and Cc field that names them."""

from __future__ import annotations

import msgspec

from mailguard.actions._refusal import refuse, refusing_what_is_unusual
from mailguard.domain.action import Change, Means, Original, Stage, action
from mailguard.i18n import N_, _
from mailguard.message.address_list import NAMING, without
from mailguard.message.header import fields
from mailguard.message.integrity import is_signed_header


class Leaving(msgspec.Struct, frozen=True):
    """Who is left out."""

    keys: frozenset[str]  # Address.keys


@action(
    "remove-recipient",
    title=N_("Leave this recipient out"),
    stage=Stage.LEAVING_OUT,
    settings=Leaving,
    of_offers=lambda keys: Leaving(frozenset(keys)),
)
def remove_recipient(original: Original, leaving: Leaving, _means: Means) -> Change:
    """They do not get the mail, and nobody sees them in its header.

    Every other octet stays; a field that would name nobody goes. Raises ActionRefusedError.
    """
    gone = leaving.keys
    refuse(_reasons(original, gone))
    found = [field for field in fields(original.header) if field.name in NAMING]
    with refusing_what_is_unusual():
        edits = [edit for field in found for edit in without(field, gone.__contains__)]
    return Change(tuple(edits), gone)


def _reasons(original: Original, gone: frozenset[str]) -> list[str]:
    present = {address.key for address in original.envelope.recipients}
    reasons: list[str] = []
    if not gone <= present:
        reasons.append(_("This recipient does not get the mail anyway."))
    if gone == present:
        reasons.append(_("Nobody would be left to get this mail."))
    if is_signed_header(original.header):
        reasons.append(_("This mail is signed; leaving a recipient out would break that."))
    return reasons
