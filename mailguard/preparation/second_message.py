"""The second message, which tells the password: from the same sender to the same recipients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime

from mailguard.domain.action import FollowUp, Outgoing
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.received import Lock
from mailguard.domain.shown import shown
from mailguard.i18n import N_, said_in
from mailguard.message.header import HeaderField, fields
from mailguard.message.plain_part import plain_part
from mailguard.message.words import text_of
from mailguard.message.writing import field

# Who it is from and for, as the first message says: who is hidden there is hidden here.
_SAME = ("from", "sender", "reply-to", "to", "cc")
_SUBJECT = N_("Password for: {subject}")
_TEXT = N_(
    "This is the password for the attached files of the mail “{subject}”:\n\n"
    "    {password}\n\n"
    "It opens:\n{files}\n\n"
    "This mail was sent automatically after the one with the files. The hyphens are part of the"
    " password."
)
_NO_SUBJECT = N_("(no subject)")


def second_message(
    index: int, first: Outgoing, header: bytes, lock: Lock, message_id: str, now: datetime
) -> FollowUp:
    """What tells the password of `lock` to the recipients of message number `index`.

    `header` is that of the first as it leaves; nothing but its subject is quoted. `message_id`
    has its angle brackets, and `now` a time zone.
    """
    found = list(fields(header))
    subject = shown(_value(found, "subject"), 200) or _said(lock, _NO_SUBJECT)
    same = (header[each.span.start : each.span.end] for each in found if each.name in _SAME)
    own = _own_fields(found, _said(lock, _SUBJECT).format(subject=subject), message_id, now)
    listed = "\n".join(f"  - {name}" for name in lock.files)
    text = _said(lock, _TEXT).format(subject=subject, password=lock.password, files=listed)
    octets = b"".join([*same, *own, plain_part(f"{text}\n"), b"\r\n"])
    return FollowUp(index, _envelope(first.envelope), octets, lock.after)


def _said(lock: Lock, message: str) -> str:
    return said_in(lock.language, message)


def _own_fields(
    found: Sequence[HeaderField], subject: str, message_id: str, now: datetime
) -> Iterator[bytes]:
    yield field("Subject", subject)
    yield f"Date: {format_datetime(now)}\r\nMessage-ID: {message_id}\r\n".encode()
    first = next((f.value.strip() for f in found if f.name == "message-id"), b"")
    if first and len(first) < 900:
        yield b"In-Reply-To: %s\r\nReferences: %s\r\n" % (first, first)
    yield b"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"


def _value(found: Sequence[HeaderField], name: str) -> str:
    return next((text_of(f.value) for f in found if f.name == name), "")


def _envelope(first: Envelope) -> Envelope:
    """The same people; wishes for notes about the first message are not for this one."""
    forwards = tuple(Forward(address) for address in dict.fromkeys(first.recipients))
    return Envelope(first.sender, forwards, first.body, first.smtputf8)
