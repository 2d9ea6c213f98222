"""A mailbox address as SMTP carries it (RFC 5321 §4.1.2, RFC 6531 for letters beyond ASCII)."""

from __future__ import annotations

import re

import msgspec

# RFC 5321 wants no dot at either end and no two in a row; Japanese telephone companies handed
# out such addresses for years, and mail for them has to leave.
# Letters beyond ASCII are let in by naming what is kept out: ranges up to U+10FFFF take `re` long.
_DOT_STRING = re.compile(r'[^\x00-\x20()<>\[\]:;@\\,"\x7f]+\Z')
_QUOTED_STRING = re.compile(r'"(?:[^\x00-\x1f"\\\x7f]|\\[ -~])*"\Z')
_LETTER = r"[^\x00-/:-@\[-`{-\x7f]"  # or a digit
_LABEL = rf"{_LETTER}(?:(?:{_LETTER}|[-_])*{_LETTER})?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?\Z")
_LITERAL = re.compile(r"\[[\x21-\x5a\x5e-\x7e]+\]\Z")

# RFC 5321 §4.5.3.1 says 64 and 255 octets; real systems write longer local parts.
_LOCAL_PART_OCTETS = 256
_DOMAIN_OCTETS = 255


class AddressError(ValueError):
    """The text is no mailbox address."""


class Address(msgspec.Struct, frozen=True, order=True):
    """A mailbox: `local@domain`, spelled as it came."""

    local: str
    domain: str

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address in `text` (without angle brackets).

        Raises AddressError where the text is no Mailbox of RFC 5321 §4.1.2.
        """
        local, at, domain = text.rpartition("@")
        if not (at and _is_local_part(local) and _is_domain(domain)):
            raise AddressError(text)
        return cls(local, domain)

    @property
    def key(self) -> str:
        """What two spellings of one mailbox share: everything in lower case, no closing dot."""
        return f"{self.local.casefold()}@{self.domain.casefold().rstrip('.')}"

    @property
    def is_ascii(self) -> bool:
        """Whether it can travel without SMTPUTF8 (RFC 6531)."""
        return self.local.isascii() and self.domain.isascii()

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def _is_local_part(text: str) -> bool:
    if len(text.encode(errors="replace")) > _LOCAL_PART_OCTETS:
        return False
    return bool(_DOT_STRING.match(text) or _QUOTED_STRING.match(text))


def _is_domain(text: str) -> bool:
    if len(text.encode(errors="replace")) > _DOMAIN_OCTETS:
        return False
    return bool(_DOMAIN.match(text) or _LITERAL.match(text))
