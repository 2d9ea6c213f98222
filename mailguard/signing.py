"""Signed files: Ed25519 (RFC 8032) over what a file is, its version and its octets.

The signature lies beside the file, under its name with `.sig` behind it. A file signed as one thing
is never taken for another, and no older version for a newer one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mailguard.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SUFFIX = ".sig"

COMPANIES = "companies"
"""What an organisation's list of companies is signed as."""

POLICY = "policy"
"""What an organisation's policy is signed as."""

_KEY_OCTETS = 32
_CONTEXT = "MailGuard signed file 1"


class SigningError(Exception):
    """A file or a key cannot be trusted or used; the text says why."""


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lies beside a signed file, as JSON."""

    purpose: str  # what the file is: "companies"
    version: int  # may only grow
    signature: bytes


class Signed(msgspec.Struct, frozen=True):
    """A file whose signature is right."""

    octets: bytes
    version: int


def new_key() -> bytes:
    """A new private key (PKCS #8, PEM). Who has it can sign."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  slow to load
        Ed25519PrivateKey,
    )

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_key(private: bytes) -> str:
    """The public key that belongs to a private one, in base64. Raises SigningError."""
    return base64.b64encode(_loaded(private).public_key().public_bytes_raw()).decode()


def seal(octets: bytes, private: bytes, purpose: str, version: int) -> bytes:
    """What has to lie beside a file with these octets. Raises SigningError for no private key."""
    signature = _loaded(private).sign(_message(octets, purpose, version))
    return msgspec.json.format(msgspec.json.encode(Seal(purpose, version, signature))) + b"\n"


def read_seal(text: bytes) -> Seal:
    """What lies beside a file; nothing is verified. Raises SigningError."""
    try:
        return msgspec.json.decode(text, type=Seal)
    except msgspec.MsgspecError as error:
        raise SigningError(_("the signature is damaged")) from error


def verified(octets: bytes, text: bytes, public: str, purpose: str) -> Signed:
    """The file, if the seal `text` is one of `public`'s owner for it. Raises SigningError."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  slow to load
        Ed25519PublicKey,
    )

    found = read_seal(text)
    if found.purpose != purpose:
        raise SigningError(_("it was signed as something else"))
    key = Ed25519PublicKey.from_public_bytes(public_octets(public))
    try:
        key.verify(found.signature, _message(octets, purpose, found.version))
    except InvalidSignature as error:
        sentence = _("it was changed since it was signed, or signed with another key")
        raise SigningError(sentence) from error
    return Signed(octets, found.version)


def public_octets(text: str) -> bytes:
    """The octets of a public key in base64. Raises SigningError."""
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        octets = b""
    if len(octets) != _KEY_OCTETS:
        raise SigningError(_("“{text}” is no public key").format(text=text))
    return octets


def beside(path: Path) -> Path:
    """Where the seal of the file `path` lies."""
    return path.with_name(path.name + SUFFIX)


def _message(octets: bytes, purpose: str, version: int) -> bytes:
    """What is signed. A digest stands for the octets: they may be many."""
    digest = hashlib.sha512(octets).hexdigest()
    return "\n".join((_CONTEXT, purpose, f"{version}", digest)).encode()


def _loaded(private: bytes) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  slow to load
        Ed25519PrivateKey,
    )

    try:
        key = serialization.load_pem_private_key(private, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningError(_("this is no key for signing")) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningError(_("this is no key for signing"))
    return key
