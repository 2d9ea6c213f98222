"""How the fake upstream server behaves: what it offers, and which faults it commits, and when."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum


class Step(StrEnum):
    """Where a dialogue stands when a fault strikes."""

    GREETING = "greeting"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    BODY = "body"  # after some octets of the message, before its dot
    DOT = "dot"
    RSET = "RSET"
    QUIT = "QUIT"


class Then(Enum):
    """What follows the words of a fault."""

    GO_ON = "go on"
    CLOSE = "close"
    RESET = "reset"
    STALL = "say nothing more"
    FREEZE = "read nothing more"
    SWALLOW = "take the message, but keep only its digest"


@dataclass(frozen=True)
class Fault:
    """What the server says instead of its reply, and does then."""

    say: bytes = b""
    then: Then = Then.GO_ON


def reply(text: str) -> Fault:
    return Fault(text.encode() + b"\r\n")


def leave(text: str) -> Fault:
    """A reply, after which the server closes."""
    return Fault(text.encode() + b"\r\n", Then.CLOSE)


DROP = Fault(then=Then.CLOSE)
RESET = Fault(then=Then.RESET)
STALL = Fault(then=Then.STALL)
GARBAGE = Fault(b"\x00\xffhow do you do\r\n")
HALF = Fault(b"250-half of a re", Then.CLOSE)
HALF_AND_STALL = Fault(b"250-half of a re", Then.STALL)


@dataclass
class Manners:
    """How the server behaves."""

    extensions: Sequence[str] = ("PIPELINING", "SIZE 100000000", "8BITMIME", "SMTPUTF8", "DSN")
    mechanisms: Sequence[str] = ("PLAIN", "LOGIN", "CRAM-MD5")
    users: Mapping[str, str] = field(default_factory=dict)  # none: everybody may send
    tls: ssl.SSLContext | None = None
    is_tls_implicit: bool = False
    faults: dict[Step, Fault | list[Fault | None]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)  # address → reply to RCPT
    knows_ehlo: bool = True
    injected: bytes = b""  # sent together with the reply to STARTTLS
    pause: float = 0.0  # seconds before each reply
