"""The key that an organisation and its mail server share."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from pathlib import Path, PurePath
from secrets import token_bytes

import msgspec

from mailguard.i18n import _

_OCTETS = 32
_ID = b"MailGuard-Receipt key id"


class KeyFileError(Exception):
    """There is no key where one should be; the text says why, and never what was there."""


class Key:
    """A shared secret. It has no form in which it could be logged."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets

    @property
    def id(self) -> str:
        """Eight hexadecimal digits that name it and tell nothing of it."""
        return self.mac(_ID)[:4].hex()

    def mac(self, *words: bytes) -> bytes:
        """HMAC-SHA-256 over the words, each with its length before it."""
        made = hmac.new(self._octets, digestmod=hashlib.sha256)
        for word in words:
            made.update(len(word).to_bytes(8, "big") + word)
        return made.digest()


class ReceiptSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether mail leaves with a receipt, and by which key."""

    key: str = ""  # 32 octets in base64, or the file that holds them; "": no receipts

    def __repr__(self) -> str:
        return f"ReceiptSettings({'…' if self.key else ''})"


def new_key() -> str:
    """A key as a file or a policy holds it."""
    return base64.b64encode(token_bytes(_OCTETS)).decode()


def key_in(text: str) -> Key | None:
    """The key that is written in `text`; None: it is none."""
    try:
        octets = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Key(octets) if len(octets) == _OCTETS else None


def no_key(text: str) -> str:
    """What is wrong with the setting `text`, in the current language; "": nothing."""
    if not text or key_in(text) or PurePath(text).suffix:
        return ""
    return _(
        "this is neither a key of 32 octets in base64 nor the name of a file such as receipt.key."
    )


def key_of(setting: str, folder: Path) -> Key | None:
    """The key that the setting means, a file's name counted from `folder`; None: no receipts.

    Blocking. Raises KeyFileError.
    """
    return (key_in(setting) or read_key(folder / setting)) if setting else None


def read_key(path: Path) -> Key:
    """The key in the file `path`. Blocking. Raises KeyFileError."""
    try:
        text = path.read_text("ascii")
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        raise KeyFileError(sentence.format(file=path, reason=error.strerror)) from None
    except UnicodeDecodeError:
        text = ""
    if key := key_in(text):
        return key
    raise KeyFileError(_("{file} is no key of 32 octets in base64.").format(file=path))
