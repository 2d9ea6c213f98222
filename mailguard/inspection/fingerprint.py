"""What two sendings of the same content share; Message-ID, Date and boundaries do not count."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from mailguard.domain.envelope import Envelope
from mailguard.domain.mail import Mailbox
from mailguard.message.heading import Heading


def fingerprint(
    account: str, envelope: Envelope, heading: Heading, parts: Iterable[tuple[str, str, bytes]]
) -> bytes:
    """The fingerprint; `parts` are media type, file name and digest of each leaf, in order."""
    people = heading.correspondents
    digest = hashlib.blake2b(digest_size=32)
    for word in (
        account,
        str(envelope.sender or ""),
        *sorted({address.key for address in envelope.recipients}),
        "\0subject",
        heading.subject,
        *_keys("\0from", people.author),
        *_keys("\0to", people.to),
        *_keys("\0cc", people.cc),
    ):
        _add(digest, word.encode("utf-8", "replace"))
    for media_type, name, part in parts:
        for octets in (media_type.encode(), name.encode("utf-8", "replace"), part):
            _add(digest, octets)
    return digest.digest()


def _keys(role: str, mailboxes: Iterable[Mailbox]) -> Iterable[str]:
    return (role, *(f"{mailbox.name}<{mailbox.address.key}>" for mailbox in mailboxes))


def _add(digest: hashlib.blake2b, octets: bytes) -> None:
    """Lengths go in as well: otherwise words could flow into each other."""
    digest.update(len(octets).to_bytes(8, "big"))
    digest.update(octets)
