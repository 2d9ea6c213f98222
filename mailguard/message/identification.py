"""Message ids and dates of header fields (RFC 5322 §3.3, §3.6.4), sloppy forms included."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mailguard.message.words import raw_text

ID_LIMIT = 500
"""Characters of a message id that is kept at most; longer ones are left out."""

REFERENCE_LIMIT = 100
"""Message ids of one field that are kept: the first, and the last of the others."""

_DATE_OCTETS = 200
_OCTETS = 256 * 1024

_ID = re.compile(r"<([^<>]++)>")


def message_ids(value: bytes) -> tuple[str, ...]:
    """The ids of a field, without angle brackets and folding; a single one may lack brackets."""
    text = raw_text(value[:_OCTETS])
    found = ["".join(match.split()) for match in _ID.findall(text)]
    if not found and "@" in text and not text.strip(" <>").count(" "):
        found = [text.strip(" <>")]
    kept = [one for one in found if 0 < len(one) <= ID_LIMIT]
    return tuple(kept[:1] + kept[1:][-(REFERENCE_LIMIT - 1) :])


def date_of(value: bytes) -> datetime | None:
    """The date with its time zone (-0000: UTC); None where it is none. Never raises."""
    text = raw_text(value[:_DATE_OCTETS])
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
