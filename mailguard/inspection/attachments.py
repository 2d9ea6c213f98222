"""The files of a mail: their decoded octets, sizes and digests, and how they are shown."""

from __future__ import annotations

import hashlib

import msgspec

from mailguard.content.filetype import START
from mailguard.domain.content import Content
from mailguard.domain.mail import Attachment
from mailguard.inspection.attached_mail import SIZE_LIMIT
from mailguard.inspection.budget import Budget
from mailguard.inspection.names import name_of
from mailguard.message.parts import Part
from mailguard.message.transfer import decoded_chunks

ATTACHMENT_LIMIT = 500
"""Files of one mail that are looked at."""


class Opened(msgspec.Struct, frozen=True):
    """A part with its encoding undone."""

    size: int
    sha256: bytes  # b"": not all octets were looked at
    start: bytes
    octets: bytes | None  # None: too many to be kept


def opened(octets: memoryview, part: Part, budget: Budget, *, keep: bool) -> Opened:
    """The decoded octets, looked through to their end if the budget allows."""
    body = octets[part.body.start : part.body.end]
    digest = hashlib.sha256()
    kept: list[bytes] = []
    size = 0
    for chunk in decoded_chunks(body, part.facts.encoding):
        digest.update(chunk)
        if size < START or (keep and size <= SIZE_LIMIT):
            kept.append(chunk)
        size += len(chunk)
        if budget.is_spent:
            return Opened(max(size, len(body) * 3 // 4), b"", b"".join(kept)[:START], None)
    whole = b"".join(kept)
    return Opened(size, digest.digest(), whole[:START], whole if len(whole) == size else None)


def attachment_of(
    part: Part, index: int, found: Opened, real_type: str, content: Content, *, inline: bool
) -> Attachment:
    """The attachment as checks and the review see it."""
    return Attachment(
        name=name_of(part, index),
        size=found.size,
        declared_type=part.media_type,
        real_type=real_type,
        span=part.body,
        encoding=part.facts.encoding,
        sha256=found.sha256,
        inline=inline,
        encrypted=content.is_encrypted,
    )
