"""Leaves recipients out: of the envelope, and of every To and Cc field that names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailguard.domain.action import ActionRefusedError, Change, Original, action
from mailguard.domain.mail import Edit, Span
from mailguard.i18n import N_, _
from mailguard.message.addresses import mailboxes, places
from mailguard.message.header import HeaderField, fields

# Bcc fields are taken out of every mail anyway (message/submission.py).
_NAMING = frozenset({"to", "cc", "resent-to", "resent-cc"})
_SIGNED_FIELDS = frozenset({"dkim-signature", "arc-seal"})
_SPACE = b" \t\r\n"


@action("remove-recipient", title=N_("Leave this recipient out"))
def remove_recipient(original: Original, keys: tuple[str, ...]) -> Change:
    """Nobody of `keys` (Address.keys) gets the mail, and nobody sees them in its header.

    Every other octet stays; a field that would name nobody goes. Raises ActionRefusedError.
    """
    gone = frozenset(keys)
    present = {address.key for address in original.envelope.recipients}
    if not gone <= present:
        raise ActionRefusedError(_("This recipient does not get the mail anyway."))
    if gone == present:
        raise ActionRefusedError(_("Nobody would be left to get this mail."))
    found = list(fields(original.header))
    if any(field.name in _SIGNED_FIELDS for field in found):
        raise ActionRefusedError(
            _("This mail is signed; leaving a recipient out would break that.")
        )
    naming = [field for field in found if field.name in _NAMING]
    return Change(tuple(edit for field in naming for edit in _edits(field, gone)), gone)


def _edits(field: HeaderField, gone: frozenset[str]) -> Iterator[Edit]:
    """What takes those out of one field."""
    value = field.value
    start = field.span.end - len(value)
    spans = [_trimmed(value, place) for place in places(value)]
    is_gone = [_names_only(value[span.start : span.end], gone) for span in spans]
    cuts = list(_cuts(value, spans, is_gone))
    rest = _without(value, cuts)
    before, after = mailboxes(value), mailboxes(rest)
    if [box.address for box in before if box.address.key not in gone] != [b.address for b in after]:
        raise ActionRefusedError(
            _("The recipients of this mail are written in an unusual way; it was left as it is.")
        )
    if before and not after and b":" not in rest:
        yield Edit(field.span, b"")
    else:
        yield from (Edit(Span(start + cut.start, start + cut.end), b"") for cut in cuts)


def _names_only(octets: bytes, gone: frozenset[str]) -> bool:
    boxes = mailboxes(octets)
    return bool(boxes) and all(box.address.key in gone for box in boxes)


def _cuts(value: bytes, spans: Sequence[Span], is_gone: Sequence[bool]) -> Iterator[Span]:
    """What goes of the value: each of those, and one of the commas beside it."""
    for run in _runs(value, spans):
        kept = [n for n in run if not is_gone[n]]
        for number in run:
            if is_gone[number] and kept and number < kept[-1]:
                yield Span(spans[number].start, spans[number + 1].start)
        last = kept[-1] if kept else None
        if last is None:
            yield Span(spans[run[0]].start, spans[run[-1]].end)
        elif last != run[-1]:
            yield Span(spans[last].end, spans[run[-1]].end)


def _runs(value: bytes, spans: Sequence[Span]) -> Iterator[range]:
    """Places with nothing but commas between them: a whole field, or the members of a group."""
    start = 0
    for number in range(1, len(spans) + 1):
        ends = number == len(spans)
        if ends or value[spans[number - 1].end : spans[number].start].strip(_SPACE) != b",":
            yield range(start, number)
            start = number


def _trimmed(value: bytes, place: Span) -> Span:
    """The place without the space at its ends."""
    octets = value[place.start : place.end]
    left = len(octets) - len(octets.lstrip(_SPACE))
    right = len(octets.rstrip(_SPACE))
    return Span(place.start + left, place.start + max(left, right))


def _without(value: bytes, cuts: Sequence[Span]) -> bytes:
    for cut in sorted(cuts, key=lambda each: each.start, reverse=True):
        value = value[: cut.start] + value[cut.end :]
    return value
