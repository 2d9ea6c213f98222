"""What a submission server changes in a header (RFC 6409 §8), and the program that sent it."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from mailguard.domain.mail import Edit, Span
from mailguard.message.header import fields
from mailguard.message.words import text_of

PROGRAM_LIMIT = 200
"""Characters of a mail program's name that are kept."""

_BLIND = frozenset({"bcc", "resent-bcc"})
_PROGRAM_FIELDS = ("user-agent", "x-mailer")


def submission_edits(header: bytes, now: datetime, message_id: str) -> tuple[Edit, ...]:
    """The three changes of a mail that is otherwise left as it is.

    Every Bcc field goes; Date and Message-ID are prepended where they are missing. `now` has a
    time zone, and `message_id` its angle brackets. The edits are in the order of their places.
    """
    names: set[str] = set()
    blind: list[Edit] = []
    for field in fields(header):
        names.add(field.name)
        if field.name in _BLIND:
            blind.append(Edit(field.span, b""))
    missing = b""
    if "date" not in names:
        missing += b"Date: %s\r\n" % format_datetime(now).encode()
    if "message-id" not in names:
        missing += b"Message-ID: %s\r\n" % message_id.encode()
    return (Edit(Span(0, 0), missing), *blind) if missing else tuple(blind)


def client_program(header: bytes) -> str:
    """What the mail program calls itself: User-Agent, else X-Mailer, else ""."""
    found: dict[str, bytes] = {}
    for field in fields(header):
        if field.name in _PROGRAM_FIELDS:
            found.setdefault(field.name, field.value)
    value = next((found[name] for name in _PROGRAM_FIELDS if name in found), b"")
    program = text_of(value[: PROGRAM_LIMIT * 20])[:PROGRAM_LIMIT]
    return "".join(c if c.isprintable() else " " for c in program).strip()
