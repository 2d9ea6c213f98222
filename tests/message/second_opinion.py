"""What the standard library finds attached to a message, where it finds anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from mailguard.message.body import leaves
from mailguard.message.parts import Part, structure
from mailguard.message.transfer import decoded_chunks


def overlooked(octets: bytes) -> list[str]:
    """The attachments that the standard library sees and we do not."""
    ours = [*_all_leaves(structure(octets).root)]
    digests = {_digest(octets, part) for part in ours}
    names = {_letters(part.facts.file_name) for part in ours}
    theirs = [*_attachments(octets)]
    if len(theirs) > len(ours):
        return [f"{len(theirs)} parts instead of {len(ours)}"]
    return [
        name or "?"
        for name, digest in theirs
        if digest not in digests and _letters(name) not in names
    ]


def _all_leaves(root: Part) -> Iterator[Part]:
    """Those of attached mails as well, and these mails themselves."""
    for part in root.walk():
        if not part.children or part.media_type == "message/rfc822":
            yield part
    yield from leaves(root)


def _digest(octets: bytes, part: Part) -> bytes:
    body = octets[part.body.start : part.body.end]
    return _key(b"".join(decoded_chunks(body, part.facts.encoding)))


def _attachments(octets: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        for part in message_from_bytes(octets).walk():
            if _is_attachment(part):
                payload = part.get_payload(decode=True)
                yield _name(part), _key(payload if isinstance(payload, bytes) else b"")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError):
        return  # hostile input is too much for it: it sees no more


def _is_attachment(part: Message) -> bool:
    if part.is_multipart():
        return False
    kind = part.get_content_maintype()
    return bool(_name(part)) or kind not in ("text", "multipart", "message")


def _name(part: Message) -> str:
    return str(part.get_filename() or "")


def _letters(name: str) -> str:
    """What is left of a name where charset and quoting do not count."""
    return re.sub("[^A-Za-z0-9]", "", name)


def _key(octets: bytes) -> bytes:
    """Equal for octets that differ in their line ends or in space at their ends only."""
    return hashlib.sha256(octets.replace(b"\r\n", b"\n").strip()).digest()
