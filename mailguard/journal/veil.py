"""The veil: an address is written under a key of its own. Without the key it is nobody's.

AES-SIV (RFC 5297) gives one address the same token each time, so that the lines about somebody
can be found while the key is there.
"""

from __future__ import annotations

import base64
import binascii

KEY_OCTETS = 32
ID_OCTETS = 8


class Veil:
    """One person's, or one mail's, key under its id."""

    def __init__(self, subject: bytes, key: bytes) -> None:
        """`subject`: ID_OCTETS that say which key it is; `key`: KEY_OCTETS."""
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415  slow to load

        self._subject = subject
        self._cipher = AESSIV(key)

    def over(self, text: str) -> str:
        """The token that stands for `text`."""
        sealed = self._cipher.encrypt(text.encode() or b"\0", [self._subject])
        return base64.urlsafe_b64encode(self._subject + sealed).decode().rstrip("=")

    def lifted(self, token: str) -> str | None:
        """The text of a token; None: it is not of this key."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  slow to load

        octets = _octets(token)
        if octets is None or octets[:ID_OCTETS] != self._subject:
            return None
        try:
            text = self._cipher.decrypt(octets[ID_OCTETS:], [self._subject])
        except (InvalidTag, ValueError):
            return None
        return "" if text == b"\0" else text.decode(errors="replace")


def subject_of(token: str) -> bytes | None:
    """Which key a token was made with; None: it is no token."""
    octets = _octets(token)
    return octets[:ID_OCTETS] if octets and len(octets) > ID_OCTETS else None


def _octets(token: str) -> bytes | None:
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
