"""A receipt: the header field that says that a mail left through MailGuard, as it is and to whom.

    MailGuard-Receipt: v=1; k=<key id>; t=<seconds since 1970>;
     c=<MAC of key id, date and content>;
     m=<MAC of the former and the recipients>

The second MAC covers everything. The first one lies within it, so that a server can say what is
wrong; neither tells whoever lacks the key whether there are blind copies.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from mailguard.domain.address import Address
from mailguard.receipt.key import Key

NAME = "MailGuard-Receipt"

_CONTENT = b"MailGuard-Receipt 1 content"
_RECIPIENTS = b"MailGuard-Receipt 1 recipients"
_MAC = "[A-Za-z0-9+/]{43}="
_FORM = re.compile(
    rf"v=1; *k=(?P<key>[0-9a-f]{{8}}); *t=(?P<at>[0-9]{{1,12}}); *c=(?P<c>{_MAC}); *m=(?P<m>{_MAC})"
)


class Receipt(msgspec.Struct, frozen=True):
    """One receipt. Knowing it is of no use without the key."""

    key_id: str
    at: int  # seconds since 1970, when the mail left
    content: bytes
    recipients: bytes

    def field(self) -> bytes:
        """The header field with its line end; always of the same length."""
        content, mac = _encoded(self.content), _encoded(self.recipients)
        line = f"{NAME}: v=1; k={self.key_id}; t={self.at:010};\r\n c={content};\r\n m={mac}\r\n"
        return line.encode()

    def is_of_content(self, key: Key, digest: bytes) -> bool:
        """Whether it was made by this key for a message of this digest (Content.digest)."""
        return hmac.compare_digest(self.content, _content(key, self.at, digest))

    def is_for(self, key: Key, recipients: Iterable[Address]) -> bool:
        """Whether it was made by this key for exactly these recipients."""
        return hmac.compare_digest(self.recipients, _recipients(key, self.content, recipients))


def receipt(key: Key, digest: bytes, recipients: Iterable[Address], now: datetime) -> Receipt:
    """The receipt of a message of this digest (Content.digest) that leaves now, for these."""
    at = int(now.timestamp())
    content = _content(key, at, digest)
    return Receipt(key.id, at, content, _recipients(key, content, recipients))


def read_receipt(value: str) -> Receipt | None:
    """The receipt in a field's unfolded value; None: it is none of a version that is known."""
    found = _FORM.fullmatch(value)
    if not found:
        return None
    content, mac = base64.b64decode(found["c"]), base64.b64decode(found["m"])
    return Receipt(found["key"], int(found["at"]), content, mac)


def _content(key: Key, at: int, digest: bytes) -> bytes:
    return key.mac(_CONTENT, key.id.encode(), b"%d" % at, digest)


def _recipients(key: Key, content: bytes, recipients: Iterable[Address]) -> bytes:
    keys = sorted({address.key for address in recipients})
    return key.mac(_RECIPIENTS, content, *(each.encode("utf-8", "replace") for each in keys))


def _encoded(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


LENGTH = len(Receipt("0" * 8, 0, bytes(32), bytes(32)).field())
"""Octets that a receipt adds to a message."""
