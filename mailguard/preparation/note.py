"""The note that a rule sends to somebody once a mail has left: who got it, and why."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

import msgspec

from mailguard.domain.action import FollowUp
from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope, Forward
from mailguard.domain.shown import shown
from mailguard.i18n import _
from mailguard.message.plain_part import plain_part
from mailguard.message.writing import field

_MOST = 50
"""Recipients that are named."""


class Note(msgspec.Struct, frozen=True):
    """What is told, and to whom. Nothing of the mail's text is."""

    to: tuple[Address, ...]
    subject: str  # of the mail
    recipients: tuple[Address, ...]
    rules: tuple[str, ...]  # titles of those that ask for it


def note_of(note: Note, sender: Address, message_id: str, now: datetime) -> FollowUp:
    """The note, from `sender`; it follows the mail. `message_id` has its angle brackets."""
    subject = shown(note.subject, 200) or _("(no subject)")
    named = [f"  {address}" for address in note.recipients[:_MOST]]
    if len(note.recipients) > _MOST:
        named.append("  …")
    text = _(
        "{sender} has sent a mail, and a rule tells you of it.\n\n"
        "Subject: {subject}\nSent to:\n{recipients}\n\nRules:\n{rules}\n"
    ).format(
        sender=sender,
        subject=subject,
        recipients="\n".join(named),
        rules="\n".join(f"  {shown(title, 200)}" for title in note.rules),
    )
    header = (
        f"From: {sender}\r\nTo: {', '.join(map(str, note.to))}\r\n".encode(),
        field("Subject", _("Mail sent: {subject}").format(subject=subject)),
        f"Date: {format_datetime(now)}\r\nMessage-ID: {message_id}\r\n".encode(),
        b"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n",
    )
    wide = any(not address.is_ascii for address in (sender, *note.to))
    forwards = tuple(map(Forward, dict.fromkeys(note.to)))
    envelope = Envelope(sender, forwards, smtputf8=wide)
    return FollowUp(0, envelope, b"".join((*header, plain_part(text))))
