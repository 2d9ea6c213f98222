"""The local password of an account: what a mail program shows to MailGuard's own server."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import msgspec

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
_LENGTH = 26  # of 31 letters: 128 bits


def new_password() -> str:
    """A password of 128 random bits that can be copied with a double click, or by eye."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


class Digest(msgspec.Struct, frozen=True):
    """What is kept of a local password: enough to know it again, too little to tell it.

    One round of SHA-256 is enough: nobody guesses 128 random bits, however fast they guess.
    """

    salt: bytes
    sha256: bytes

    @classmethod
    def of(cls, password: str) -> Digest:
        salt = secrets.token_bytes(16)
        return cls(salt, _hash(salt, password))

    def matches(self, password: str) -> bool:
        """Whether it is that password; takes the same time either way."""
        return hmac.compare_digest(self.sha256, _hash(self.salt, password))


def _hash(salt: bytes, password: str) -> bytes:
    return hashlib.sha256(salt + password.encode(errors="surrogatepass")).digest()


NOBODY = Digest.of(new_password())
"""Compared with where there is no such account, so that the answer takes as long."""
