"""What the standard library finds attached to a message, where it finds anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from mailguard.message.parts import Part, structure
from mailguard.message.transfer import decoded_chunks
from mailguard.message.words import decode_words


class _Leaf(NamedTuple):
    """A part as the standard library sees it."""

    name: str
    digest: bytes
    is_attachment: bool


def overlooked(octets: bytes) -> list[str]:
    """The attachments that the standard library sees and we do not.

    One that is not among our parts by content or name is still there while a part of ours is left
    that is not among theirs either: damage is decoded in more than one way.
    """
    ours = [(_letters(part.facts.file_name), _digest(octets, part)) for part in _parts(octets)]
    theirs = [*_leaves(octets)]
    known = [(_letters(leaf.name), leaf.digest) for leaf in theirs]
    spare = sum(not _among(known, letters, digest) for letters, digest in ours)
    missing = [leaf for leaf in theirs if not _among(ours, _letters(leaf.name), leaf.digest)]
    return [leaf.name or "?" for leaf in missing[spare:] if leaf.is_attachment]


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


def _leaves(octets: bytes) -> Iterator[_Leaf]:
    try:
        for part in message_from_bytes(octets).walk():
            if not part.is_multipart():
                payload = part.get_payload(decode=True)
                digest = _key(payload if isinstance(payload, bytes) else b"")
                yield _Leaf(_name(part), digest, _is_attachment(part))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError):
        return  # hostile input is too much for it: it sees no more


def _is_attachment(part: Message) -> bool:
    kind = part.get_content_maintype()
    return bool(_name(part)) or kind not in ("text", "multipart", "message")


def _name(part: Message) -> str:
    return decode_words(str(part.get_filename() or ""))


def _letters(name: str) -> str:
    """What is left of a name where charset and quoting do not count."""
    return re.sub("[^A-Za-z0-9]", "", name)


def _key(octets: bytes) -> bytes:
    """Equal for octets that differ in their line ends or in space at their ends only."""
    return hashlib.sha256(octets.replace(b"\r\n", b"\n").strip()).digest()
