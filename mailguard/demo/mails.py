"""The three telling mails, and who writes them to whom."""

from __future__ import annotations

from importlib import resources

import msgspec

from mailguard.domain.address import Address
from mailguard.domain.mail import Mailbox


class Cast(msgspec.Struct, frozen=True):
    """Who writes in one language, and whom they know."""

    sender: Address
    known: tuple[Mailbox, ...]
    mails: tuple[bytes, ...]  # in the order they are sent


_SENDERS = {"ja": "taro@example.co.jp", "en": "taro@example.com"}
_HANAKO = {"ja": "田中 花子", "en": "Hanako Tanaka"}
_NAMES = ("1-reply", "2-estimate", "3-notice")


def cast(language: str) -> Cast:
    """The cast for "ja" or "en"."""
    folder = resources.files("resources") / "demo" / language
    mails = tuple((folder / f"{name}.eml").read_bytes() for name in _NAMES)
    known = [Mailbox(Address.parse("hanako.tanaka@acme.example"), _HANAKO[language])]
    known += [Mailbox(Address.parse(address)) for address in _CUSTOMERS]
    return Cast(Address.parse(_SENDERS[language]), tuple(known), tuple(_as_sent(m) for m in mails))


_CUSTOMERS = (
    "suzuki@acme.example",
    "ito@beta.example",
    "takahashi@gamma.example",
    "watanabe@gamma.example",
    "nakamura@gamma.example",
    "kobayashi@delta.example",
    "kato@delta.example",
    "yoshida@epsilon.example",
    "sasaki@epsilon.example",
    "yamamoto@epsilon.example",
)


def _as_sent(mail: bytes) -> bytes:
    """With the line ends of RFC 5322; the files have those of the system they lie on."""
    return mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
