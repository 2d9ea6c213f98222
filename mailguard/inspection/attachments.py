"""The files of a mail: names, sizes, digests, real types."""

from __future__ import annotations

import hashlib

import msgspec

from mailguard.content.encryption import is_encrypted
from mailguard.content.filetype import START, FileTypes
from mailguard.content.name import shown_name
from mailguard.domain.mail import Attachment
from mailguard.i18n import _
from mailguard.inspection.budget import Budget
from mailguard.message.parts import Part
from mailguard.message.transfer import decoded_chunks

ATTACHMENT_LIMIT = 500
"""Files of one mail that are looked at."""

_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # what may be encrypted is kept whole
_KEPT = 32 * 1024 * 1024


class Content(msgspec.Struct, frozen=True):
    """What the decoded octets of a part brought to light."""

    size: int
    sha256: bytes  # b"": not all octets were looked at
    start: bytes
    encrypted: bool


def content_of(octets: memoryview, part: Part, budget: Budget) -> Content:
    """Looks through a part's decoded octets, to their end if the budget allows."""
    body = octets[part.body.start : part.body.end]
    digest = hashlib.sha256()
    kept = bytearray()
    size = 0
    for chunk in decoded_chunks(body, part.facts.encoding):
        digest.update(chunk)
        size += len(chunk)
        if len(kept) < START or (kept.startswith(_PACKED) and len(kept) < _KEPT):
            kept += chunk
        if budget.is_spent:
            return Content(max(size, len(body) * 3 // 4), b"", bytes(kept[:START]), encrypted=False)
    return Content(size, digest.digest(), bytes(kept[:START]), is_encrypted(bytes(kept)))


def attachment_of(
    part: Part, index: int, content: Content, types: FileTypes, *, inline: bool
) -> Attachment:
    """The attachment as checks and the review see it."""
    return Attachment(
        name=name_of(part, index),
        size=content.size,
        declared_type=part.media_type,
        real_type=types.of(content.start),
        span=part.body,
        encoding=part.facts.encoding,
        sha256=content.sha256,
        inline=inline,
        encrypted=content.encrypted,
    )


def name_of(part: Part, index: int) -> str:
    """The name to show; a number for a file without one."""
    if name := shown_name(part.facts.file_name):
        return name
    if part.media_type == "message/rfc822":
        return _("attached mail")
    if part.media_type == "text/calendar":
        return _("invitation")
    return _("attachment {number}").format(number=index + 1)
