"""Headers that mail programs read differently, told as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mailguard.i18n import _

# A NUL; a CR that ends no line; a line of nothing but space, which some take for the header's end;
# a line that is no field: without a colon, or with something else than a name before it.
_BROKEN_LINE = re.compile(
    rb"\0|\r(?!\n|\Z)|^[ \t]+\r?$|^(?![ \t\r\n]|\Z)(?![!-9;-~]++:)", re.MULTILINE
)
_MAILBOX_LINE = re.compile(rb">?From [^\n]*\n")  # how a mail begins within an mbox file

# Fields that stand in a header once (RFC 5322 §3.6). Two Bcc fields both go (see submission.py).
_ONCE = {
    "from": "From",
    "sender": "Sender",
    "reply-to": "Reply-To",
    "to": "To",
    "cc": "Cc",
    "subject": "Subject",
    "date": "Date",
    "message-id": "Message-ID",
    "mime-version": "MIME-Version",
}


def is_broken(header: bytes) -> bool:
    """Whether a line of `header` could end it, or begin a field, in one program only."""
    begins = _MAILBOX_LINE.match(header)
    return bool(_BROKEN_LINE.search(header, begins.end() if begins else 0))


def damaged() -> str:
    """What there is to say of such a header."""
    return _("The head of this mail, or of a part of it, is damaged: mail programs may show "
             "something else.")  # fmt: skip


def of_fields(counts: Mapping[str, int], authors: int) -> Iterator[str]:
    """What is doubtful by how often each field stands in the header, and by the people in From."""
    for name, label in _ONCE.items():
        if counts.get(name, 0) > 1:
            sentence = _("This mail has the line “{name}” twice; mail programs may show either.")
            yield sentence.format(name=label)
    if authors > 1 and not counts.get("sender"):
        yield _("This mail comes from several people, and does not say which of them sent it.")
