"""What the engine and the worker say to each other: length-prefixed MessagePack on two pipes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from mailguard.domain.action import Prepared
from mailguard.domain.address import Address
from mailguard.domain.envelope import Envelope
from mailguard.domain.inspection import Inspection, Preview
from mailguard.domain.lesson import Lesson
from mailguard.domain.mail import Source
from mailguard.domain.policy import Policy
from mailguard.domain.settings import Settings
from mailguard.preparation.order import Order

_PREFIX = 4  # octets, big-endian


class Request(msgspec.Struct, frozen=True, array_like=True, tag="inspect"):
    """A mail to look through."""

    id: int
    account: str  # Account.id
    senders: tuple[Address, ...]  # the account's addresses, its own first
    source: Source
    envelope: Envelope
    policy: Policy  # that holds for the account
    octets: bytes | None = None  # the message, where its file may not be there yet

    @property
    def settings(self) -> Settings:
        """What the checks and the review go by."""
        return self.policy.settings


class _Sent(msgspec.Struct, frozen=True, array_like=True, tag="inspect"):
    """A Request on its way. Its policy is nearly always that of the one before, and may hold long
    lists: it is written and read once.
    """

    id: int
    account: str
    senders: tuple[Address, ...]
    source: Source
    envelope: Envelope
    policy: bytes  # packed
    octets: bytes | None = None


class Study(msgspec.Struct, frozen=True, array_like=True, tag="study"):
    """A mail that was sent, to learn from."""

    id: int
    senders: tuple[Address, ...]  # as in a Request
    source: Source
    envelope: Envelope  # of those it was sent to


class Prepare(msgspec.Struct, frozen=True, array_like=True, tag="prepare"):
    """A mail to prepare: what leaves for it."""

    id: int
    order: Order
    language: str  # of what goes to people, and of why it cannot be done


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The worker is warm; said once."""


class Previewed(msgspec.Struct, frozen=True, tag="previewed"):
    """What a review window needs to open. Left out where the inspection follows at once."""

    id: int
    preview: Preview


class Inspected(msgspec.Struct, frozen=True, tag="inspected"):
    """The whole inspection of one mail; answers come in the order of the requests."""

    id: int
    inspection: Inspection
    lesson: bytes = b""  # what the mail teaches once it was sent, packed; b"": nobody knows


class Studied(msgspec.Struct, frozen=True, tag="studied"):
    """What a mail teaches."""

    id: int
    lesson: Lesson


class Made(msgspec.Struct, frozen=True, tag="made"):
    """What leaves for a mail."""

    id: int
    prepared: Prepared


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The mail cannot be prepared like this; the sentence says why, to the user."""

    id: int
    sentence: str


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The mail could not be looked through."""

    id: int


Response = Ready | Previewed | Inspected | Studied | Made | Refused | Failed

_encoder = msgspec.msgpack.Encoder()
_requests: msgspec.msgpack.Decoder[_Sent | Study | Prepare]
_requests = msgspec.msgpack.Decoder(_Sent | Study | Prepare)
_responses: msgspec.msgpack.Decoder[Response] = msgspec.msgpack.Decoder(Response)


class _Packing:
    """The policy as it goes through the pipe."""

    def __init__(self) -> None:
        self._last: tuple[Policy | None, bytes] = (None, b"")

    def of(self, policy: Policy) -> bytes:
        if self._last[0] is not policy:
            self._last = (policy, _encoder.encode(policy))
        return self._last[1]


_packing = _Packing()


def _sent(request: Request) -> _Sent:
    return _Sent(
        request.id,
        request.account,
        request.senders,
        request.source,
        request.envelope,
        _packing.of(request.policy),
        request.octets,
    )


@lru_cache(maxsize=2)
def _unpacked(policy: bytes) -> Policy:
    """Raises msgspec.MsgspecError."""
    return msgspec.msgpack.decode(policy, type=Policy)


def framed(message: Request | Study | Prepare | Response) -> bytes:
    """`message` as it goes through the pipe."""
    octets = _encoder.encode(_sent(message) if isinstance(message, Request) else message)
    return len(octets).to_bytes(_PREFIX, "big") + octets


class Frames:
    """Puts the octets that come out of a pipe together to frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def fed(self, octets: bytes) -> Iterator[bytes]:
        """The frames that are complete with these octets."""
        self._buffer += octets
        start = 0
        while len(self._buffer) - start >= _PREFIX:
            body = start + _PREFIX
            end = body + int.from_bytes(self._buffer[start:body], "big")
            if len(self._buffer) < end:
                break
            yield bytes(self._buffer[body:end])
            start = end
        del self._buffer[:start]


def request_in(frame: bytes) -> Request | Study | Prepare:
    """Raises msgspec.MsgspecError for anything else."""
    sent = _requests.decode(frame)
    if not isinstance(sent, _Sent):
        return sent
    policy = _unpacked(sent.policy)
    return Request(
        sent.id, sent.account, sent.senders, sent.source, sent.envelope, policy, sent.octets
    )


def response_in(frame: bytes) -> Response:
    """Raises msgspec.MsgspecError for anything else."""
    return _responses.decode(frame)
