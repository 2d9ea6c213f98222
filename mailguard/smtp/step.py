"""What the transport has to do next for a session."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from mailguard.guard.storage import Reception


class Request(StrEnum):
    """What a session asks of its transport besides writing."""

    START_TLS = "start tls"  # read nothing in clear any more; then call `secured`
    CLOSE = "close"
    SHUT = "shut"  # say no more, and drop what still comes until the client closes


class Submit(msgspec.Struct, frozen=True):
    """Hand the message to the guard; then call `answer`."""

    reception: Reception


class Step(msgspec.Struct, frozen=True):
    """Write `octets`, then do as asked."""

    octets: bytes = b""
    then: Request | Submit | None = None


NOTHING = Step()
