"""What the standard library finds attached to a message, where it finds anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import Message

from mailguard.message.parts import Part, structure
from mailguard.message.transfer import decoded_chunks


def overlooked(octets: bytes) -> list[str]:
    """The attachments that the standard library sees and we do not.

    One that is not among ours by content or name is still there while one of ours is left that is
    not among theirs either: damage is decoded in more than one way.
    """
    ours = [(_letters(part.facts.file_name), _digest(octets, part)) for part in _parts(octets)]
    theirs = [(name, _letters(name), digest) for name, digest in _attachments(octets)]
    missing = [name or "?" for name, letters, digest in theirs if not _among(ours, letters, digest)]
    known = [(letters, digest) for _, letters, digest in theirs]
    spare = sum(not _among(known, letters, digest) for letters, digest in ours)
    return missing[spare:]


def _among(files: Iterable[tuple[str, bytes]], letters: str, digest: bytes) -> bool:
    return any(digest == other or (letters and letters == name) for name, other in files)


def _parts(octets: bytes) -> Iterator[Part]:
    """The leaves, those of attached mails as well, and these mails themselves."""
    for part in structure(octets).root.walk():
        if not part.children or part.media_type == "message/rfc822":
            yield part


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
