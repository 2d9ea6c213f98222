"""An address list with mailboxes cut out of it or put to its end; every other octet stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mailguard.domain.mail import Edit, Mailbox, Span
from mailguard.message.addresses import mailboxes, places
from mailguard.message.header import HeaderField, fields, fields_end
from mailguard.message.writing import mailbox, people

NAMING = frozenset({"to", "cc", "resent-to", "resent-cc"})
"""Fields that name recipients. Bcc is taken out of every mail (see submission.py)."""

IsGone = Callable[[str], bool]
"""Whether the mailbox with this Address.key is to go."""

_SPACE = b" \t\r\n"


class UnusualListError(ValueError):
    """The list is written so that it cannot be told what belongs to which mailbox."""


def without(field: HeaderField, is_gone: IsGone) -> tuple[Edit, ...]:
    """What takes these mailboxes out of a field; a field that would name nobody goes.

    Raises UnusualListError.
    """
    value = field.value
    start = field.span.end - len(value)
    spans = [_trimmed(value, place) for place in places(value)]
    gone = [_names_only(value[span.start : span.end], is_gone) for span in spans]
    cuts = list(_cuts(value, spans, gone))
    rest = _without(value, cuts)
    before, after = mailboxes(value), mailboxes(rest)
    if [b.address for b in before if not is_gone(b.address.key)] != [b.address for b in after]:
        raise UnusualListError(field.name)
    if before and not after and b":" not in rest:
        return (Edit(field.span),)
    return tuple(Edit(Span(start + cut.start, start + cut.end)) for cut in cuts)


def with_mailbox(field: HeaderField, box: Mailbox) -> Edit:
    """What puts `box` to the end of a field. Raises UnusualListError."""
    value = field.value
    written = mailbox(box)
    content = value.rstrip(_SPACE)
    before = mailboxes(value)
    joint = b",\r\n " if before or content.strip(_SPACE) else b" "
    after = mailboxes(content + joint + written)
    if [b.address for b in after] != [*(b.address for b in before), box.address]:
        raise UnusualListError(field.name)
    end = field.span.end - len(value) + len(content)
    return Edit(Span(end, end), joint + written)


def appended(header: bytes, name: str, box: Mailbox) -> Edit:
    """What puts `box` to the end of the last such field, or into a new one.

    Raises UnusualListError, UnwritableError.
    """
    found = [field for field in fields(header) if field.name == name.lower()]
    if found:
        return with_mailbox(found[-1], box)
    if [each.address for each in mailboxes(mailbox(box))] != [box.address]:
        raise UnusualListError(name)
    end = fields_end(header)
    return Edit(Span(end, end), people(name, [box]))


def _names_only(octets: bytes, is_gone: IsGone) -> bool:
    boxes = mailboxes(octets)
    return bool(boxes) and all(is_gone(box.address.key) for box in boxes)


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
