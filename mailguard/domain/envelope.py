"""The envelope of RFC 5321: it alone decides where a mail goes."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.domain.address import Address


class Body(StrEnum):
    """What the client declared about the octets (RFC 6152)."""

    SEVEN_BIT = "7BIT"
    EIGHT_BIT = "8BITMIME"


class Forward(msgspec.Struct, frozen=True):
    """One forward path (RCPT TO), and its wishes for status notes (RFC 3461), as they came."""

    address: Address
    notify: str | None = None
    orcpt: str | None = None


class Envelope(msgspec.Struct, frozen=True):
    """The reverse path, the forward paths and the parameters that travel with them."""

    sender: Address | None  # None: the null reverse path, "<>"
    forwards: tuple[Forward, ...]
    body: Body | None = None
    smtputf8: bool = False
    ret: str | None = None  # RFC 3461: FULL or HDRS
    envid: str | None = None

    @property
    def recipients(self) -> tuple[Address, ...]:
        return tuple(forward.address for forward in self.forwards)

    @property
    def needs(self) -> frozenset[Extension]:
        """The extensions the next server has to offer for this envelope to be passed on whole."""
        needed: set[Extension] = set()
        if self.body is Body.EIGHT_BIT:
            needed.add(Extension.EIGHT_BIT_MIME)
        if self.smtputf8:
            needed.add(Extension.SMTPUTF8)
        if self.ret or self.envid or any(f.notify or f.orcpt for f in self.forwards):
            needed.add(Extension.DSN)
        return frozenset(needed)


class Extension(StrEnum):
    """A service extension that only the user's own server can honour."""

    EIGHT_BIT_MIME = "8BITMIME"
    SMTPUTF8 = "SMTPUTF8"
    DSN = "DSN"


class Capabilities(msgspec.Struct, frozen=True):
    """What a server offered at its last EHLO."""

    extensions: frozenset[Extension] = frozenset()
    size: int | None = None  # octets; None: no limit declared (RFC 1870)
