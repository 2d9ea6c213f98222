"""The protocol of the control channel: frames, one JSON object a line.

It does no I/O: whoever holds the socket feeds octets in and sends the octets that come out, so
the engine (asyncio), the desktop (Qt) and the command line (blocking) share every word of it.

    client                                  engine
    Hello(version, role, nonce)       →
                                      ←     Challenge(nonce, proof)
    Proof(proof)                      →
                                      ←     Welcome, or Refusal
    Request(number, command)          →
                                      ←     Answered(number, response)
                                      ←     an event, to desktops: the snapshot's pages first
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

from mailguard.domain.command import Command, Response
from mailguard.domain.event import Event
from mailguard.i18n import _

VERSION = 1

LINE_LIMIT = 1024 * 1024
"""Octets of one line, its line feed included."""

HANDSHAKE_LINE_LIMIT = 1024
"""Octets of one line before the other side has proved itself."""


class ChannelError(Exception):
    """The control channel does not serve; the text is a sentence for the user."""


class ProtocolError(ChannelError):
    """The other side does not keep to the protocol."""


class Role(StrEnum):
    """Who connects. A desktop hears the snapshot and every event; a command line only answers."""

    DESKTOP = "desktop"
    CLI = "cli"


_Octets32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class Hello(msgspec.Struct, frozen=True, tag="hello"):
    """The client's first line."""

    version: int
    role: Role
    nonce: _Octets32


class Challenge(msgspec.Struct, frozen=True, tag="challenge"):
    """The engine proves that it knows the secret, and asks the same of the client."""

    nonce: _Octets32
    proof: _Octets32


class Proof(msgspec.Struct, frozen=True, tag="proof"):
    """The client proves that it knows the secret."""

    proof: _Octets32


class Welcome(msgspec.Struct, frozen=True, tag="welcome"):
    """The handshake is over; requests may come."""


class Reason(StrEnum):
    """Why a connection is turned away."""

    VERSION = "version"  # another version of this protocol
    PROOF = "proof"  # the client does not know the secret
    BUSY = "busy"  # too many connections


class Refusal(msgspec.Struct, frozen=True, tag="refusal"):
    """The connection is turned away; it closes after this line."""

    reason: Reason


class Request(msgspec.Struct, frozen=True, tag="request"):
    """A command; `number` is the client's own and comes back with the answer."""

    number: int
    command: Command


class Answered(msgspec.Struct, frozen=True, tag="answered"):
    """The answer to a request. A long listing comes in several, `last` in the final one."""

    number: int
    response: Response
    last: bool = True


Frame = Hello | Challenge | Proof | Welcome | Refusal | Request | Answered | Event

_decoder: msgspec.json.Decoder[Frame] = msgspec.json.Decoder(Frame)


def encode(frame: Frame) -> bytes:
    """`frame` as one line. Raises ProtocolError where it is too long or no valid text."""
    try:
        line = msgspec.json.encode(frame) + b"\n"
    except UnicodeEncodeError as error:
        raise ProtocolError(_("A text holds characters that cannot be sent.")) from error
    if len(line) > LINE_LIMIT:
        raise ProtocolError(_("A message is too long for MailGuard's control channel."))
    return line


class Decoder:
    """Makes frames of octets, however they are cut."""

    def __init__(self, limit: int = LINE_LIMIT) -> None:
        self.limit = limit
        self._buffer = bytearray()
        self._searched = 0  # octets of the buffer known to hold no line feed

    def feed(self, octets: bytes) -> Iterator[Frame]:
        """Take `octets` in; the frames that are complete now, in order.

        The iterator raises ProtocolError at the first line that is no frame or longer than
        `limit`; the connection is then of no more use.
        """
        self._buffer += octets
        return self._frames()

    def _frames(self) -> Iterator[Frame]:
        while (line := self._line()) is not None:
            yield _decoded(line)

    def _line(self) -> bytes | None:
        end = self._buffer.find(b"\n", self._searched)
        length = end + 1 if end >= 0 else len(self._buffer)
        if length > self.limit:
            raise ProtocolError(_("A line on MailGuard's control channel is too long."))
        if end < 0:
            self._searched = len(self._buffer)
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._searched = 0
        return line


def _decoded(line: bytes) -> Frame:
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(_("A line on MailGuard's control channel is not valid.")) from error
