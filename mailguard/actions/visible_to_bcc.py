"""Hides recipients from each other: To and Cc become Bcc, or each gets a mail of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.actions._refusal import refuse, refusing_what_is_unusual
from mailguard.domain.action import (
    ActionRefusedError,
    Change,
    Copy,
    Means,
    Original,
    Stage,
    action,
)
from mailguard.domain.address import Address, AddressError
from mailguard.domain.mail import Edit, Mailbox, Span
from mailguard.domain.rule import Bcc, Hidden
from mailguard.i18n import N_, _
from mailguard.message.address_list import NAMING, IsGone, UnusualListError, without
from mailguard.message.addresses import mailboxes, places
from mailguard.message.edits import in_order
from mailguard.message.header import HeaderField, fields
from mailguard.message.integrity import of_people
from mailguard.message.writing import people

_EXTENT = (Hidden.EXTERNAL, Hidden.ALL)
# Fields in which mail programs repeat the recipients.
_ECHOES = frozenset({"mail-followup-to", "apparently-to", "x-original-to"})


def _hidden_by(argument: str) -> Hidden:
    return Hidden(argument) if argument else Hidden.ALL


def _of_offers(arguments: tuple[str, ...]) -> Bcc:
    """Nothing for everybody, or `external`; of several the one that hides more."""
    try:
        return Bcc(max(map(_hidden_by, arguments or ("",)), key=_EXTENT.index))
    except ValueError:
        raise ActionRefusedError(_("MailGuard cannot hide only these recipients.")) from None


@action(
    "visible-to-bcc",
    title=N_("Hide the recipients from each other (Bcc)"),
    stage=Stage.HIDING,
    settings=Bcc,
    of_offers=_of_offers,
)
def visible_to_bcc(original: Original, bcc: Bcc, _means: Means) -> Change:
    """The envelope stays: the same people get the mail, and find themselves and who may be seen.

    Bcc fields are taken out of every mail anyway (message/submission.py). Raises
    ActionRefusedError.
    """
    refuse(of_people(original.header))
    found = [f for f in fields(original.header) if f.name in NAMING | _ECHOES]
    with refusing_what_is_unusual():
        if bcc.one_mail_each:
            return Change(copies=tuple(_copies(original, found)))
        return Change(_hidden(found, _visible(original, bcc), _is_hidden(original, bcc.who)))


def _visible(original: Original, bcc: Bcc) -> Mailbox:
    """Whom To names where it would name nobody."""
    try:
        shown = Address.parse(bcc.visible_to) if bcc.visible_to else original.sender
    except AddressError:
        sentence = _("“{}” is no address that To could name.")
        raise ActionRefusedError(sentence.format(bcc.visible_to)) from None
    if not (shown.is_ascii or original.envelope.smtputf8):
        sentence = _("“{}” cannot stand in the header of this mail.")
        raise ActionRefusedError(sentence.format(shown))
    return Mailbox(shown)


def _is_hidden(original: Original, who: Hidden) -> IsGone | None:
    """None: everybody is. Whoever is not known to be of one's own is external."""
    return None if who is Hidden.ALL else lambda key: key not in original.inside


def _hidden(
    found: Sequence[HeaderField], visible: Mailbox, is_hidden: IsGone | None
) -> tuple[Edit, ...]:
    edits = [edit for field in found for edit in _of_field(field, is_hidden)]
    emptied = [f for f in found if Edit(f.span) in edits]
    for name in ("to", "resent-to"):
        place = _place(name, [f for f in found if f not in emptied], emptied)
        if place is not None:
            edits.remove(Edit(place))
            edits.append(Edit(place, people(name.title(), [visible])))
    return tuple(edits)


def _of_field(field: HeaderField, is_hidden: IsGone | None) -> tuple[Edit, ...]:
    if is_hidden is None or field.name in _ECHOES:
        return (Edit(field.span),)
    for place in places(field.value):
        octets = field.value[place.start : place.end]
        if b"@" in octets and not mailboxes(octets):
            raise UnusualListError(field.name)
    boxes = mailboxes(field.value)
    if boxes and all(is_hidden(box.address.key) for box in boxes):
        return (Edit(field.span),)  # the name of a group goes as well
    return without(field, is_hidden)


def _place(name: str, kept: Sequence[HeaderField], emptied: Sequence[HeaderField]) -> Span | None:
    """Where To has to be written: in the place of the first of its fields, else of the first Cc."""
    if any(field.name == name for field in kept):
        return None
    copy = name.replace("to", "cc")
    wanted = (name, copy) if not any(field.name == copy for field in kept) else (name,)
    for each in wanted:
        for field in emptied:
            if field.name == each:
                return field.span
    return None


def _copies(original: Original, found: Sequence[HeaderField]) -> Iterator[Copy]:
    """A copy for each, with that recipient alone in To."""
    names = {b.address.key: b.name for f in found for b in mailboxes(f.value) if b.name}
    gone = [Edit(field.span) for field in found]
    place = next((f.span for f in found if f.name == "to"), Span(0, 0))
    for address in {a.key: a for a in original.envelope.recipients}.values():
        line = Edit(place, people("To", [Mailbox(address, names.get(address.key, ""))]))
        others = [edit for edit in gone if edit.span != place]
        yield Copy(frozenset({address.key}), in_order([line, *others]))
