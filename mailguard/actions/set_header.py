"""Sets and takes out header fields of an organisation's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from mailguard.actions._refusal import refuse
from mailguard.domain.action import ActionRefusedError, Change, Means, Original, Stage, action
from mailguard.domain.mail import Edit, Mailbox, Span
from mailguard.i18n import N_, _
from mailguard.message.addresses import mailboxes
from mailguard.message.header import HeaderField, fields, fields_end
from mailguard.message.integrity import of_header
from mailguard.message.writing import UnwritableError, field, people

# What says which mail it is, whose, for whom, how it is to be read, and which way it took.
_OTHERS_OWN = re.compile(
    r"(?:from|sender|to|cc|bcc|date|message-id|in-reply-to|references|received|return-path"
    r"|delivered-to|mime-version|apparently-to|x-original-to|mail-followup-to|subject"
    r"|mailguard-receipt)\Z"
    r"|content-|resent-|dkim-|arc-|domainkey-|authentication-results|list-"
)
_WITH_ADDRESSES = frozenset({"reply-to", "disposition-notification-to", "return-receipt-to"})
# Whose values are no text: letters beyond ASCII have no place there.
_WITHOUT_LETTERS = frozenset({"auto-submitted", "importance", "priority", "sensitivity"})


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields by their names."""

    values: dict[str, str] = {}  # what they say from now on
    removed: tuple[str, ...] = ()


@action("set-header", title=N_("Set or remove header fields"), stage=Stage.FIELDS, settings=Setting)
def set_header(original: Original, setting: Setting, _means: Means) -> Change:
    """A field that is there gives way in its place; a new one stands behind all others.

    Raises ActionRefusedError for a field that is not an organisation's to change.
    """
    for name in (*setting.values, *setting.removed):
        if _OTHERS_OWN.match(name.strip().lower()):
            sentence = _("The field “{}” says what the mail is; it cannot be changed by a rule.")
            raise ActionRefusedError(sentence.format(name))
    lines = {name.lower(): _line(name, text) for name, text in setting.values.items()}
    gone = {name.strip().lower() for name in setting.removed} - lines.keys()
    edits = tuple(_edits(list(fields(original.header)), lines, gone, fields_end(original.header)))
    if edits:
        refuse(of_header(original.header))
    return Change(edits)


def _line(name: str, text: str) -> bytes:
    try:
        if name.lower() in _WITH_ADDRESSES:
            return people(name, _boxes(text))
        return field(name, _ascii(text) if name.lower() in _WITHOUT_LETTERS else text)
    except UnwritableError:
        sentence = _("“{name}: {text}” cannot be written as a header field.")
        raise ActionRefusedError(sentence.format(name=name, text=text)) from None


def _ascii(text: str) -> str:
    if not text.isascii():
        raise UnwritableError(text)
    return text


def _boxes(text: str) -> tuple[Mailbox, ...]:
    boxes = mailboxes(text.encode(errors="replace"))
    if not boxes or not all(box.address.is_ascii for box in boxes):
        raise UnwritableError(text)
    return boxes


def _edits(
    found: Iterable[HeaderField], lines: dict[str, bytes], gone: Iterable[str], end: int
) -> Iterator[Edit]:
    """Of each field one is left; what is not there yet comes at the end."""
    told: set[str] = set()
    for each in found:
        if each.name in lines:
            yield Edit(each.span, b"" if each.name in told else lines[each.name])
            told.add(each.name)
        elif each.name in gone:
            yield Edit(each.span)
    new = b"".join(line for name, line in lines.items() if name not in told)
    if new:
        yield Edit(Span(end, end), new)
