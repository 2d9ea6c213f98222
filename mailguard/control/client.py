"""A blocking client of the control channel, for the command line."""

from __future__ import annotations

import socket
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from mailguard.control import address
from mailguard.control.address import ChannelAddress
from mailguard.control.handshake import ClientHandshake
from mailguard.control.protocol import (
    Answered,
    ChannelError,
    Decoder,
    Frame,
    ProtocolError,
    Request,
    Role,
    encode,
)
from mailguard.domain.command import Command, Listing, Response
from mailguard.domain.event import Event
from mailguard.i18n import _

CONNECT_TIMEOUT = 5.0
"""Seconds for connecting and the handshake."""

ANSWER_TIMEOUT = 30.0
"""Seconds for an answer, unless the caller knows better."""


class NotRunningError(ChannelError):
    """No engine runs for this data folder."""


class NoAnswerError(ChannelError):
    """The engine did not answer, or ended before it did."""


class Client:
    """A connection to the engine. Use it as a context manager."""

    def __init__(self, engine: ChannelAddress, role: Role = Role.CLI) -> None:
        """Connect and shake hands. Raises ChannelError."""
        self._decoder = Decoder()
        self._frames: deque[Frame] = deque()
        self._numbers = 0
        try:
            self._socket = socket.create_connection((address.HOST, engine.port), CONNECT_TIMEOUT)
        except OSError as error:
            raise _not_running() from error
        try:
            self._shake_hands(ClientHandshake(engine.secret, role))
        except ChannelError:
            self.close()
            raise

    def request(self, command: Command, timeout: float = ANSWER_TIMEOUT) -> Response:
        """What the engine answers; `timeout` in seconds. Raises ChannelError."""
        self._numbers += 1
        number = self._numbers
        self._send(encode(Request(number, command)))
        deadline = time.monotonic() + timeout
        answers: list[Answered] = []
        heard: list[Frame] = []
        while not (answers and answers[-1].last):
            frame = self._next(deadline)
            if isinstance(frame, Answered) and frame.number == number:
                answers.append(frame)
            else:
                heard.append(frame)
        self._frames.extendleft(reversed(heard))
        return _joined(answers)

    def events(self) -> Iterator[Event]:
        """What a desktop hears, as it comes, until the engine ends. Raises ChannelError."""
        while True:
            frame = self._next(None)
            if not isinstance(frame, Event):
                raise ProtocolError(_("What answers at MailGuard's port is not MailGuard."))
            yield frame

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _shake_hands(self, handshake: ClientHandshake) -> None:
        deadline = time.monotonic() + CONNECT_TIMEOUT
        self._send(handshake.hello())
        while not handshake.done:
            self._send(handshake.receive(self._next(deadline)))

    def _send(self, line: bytes) -> None:
        try:
            self._socket.sendall(line)
        except OSError as error:
            raise _gone() from error

    def _next(self, deadline: float | None) -> Frame:
        while not self._frames:
            self._frames.extend(self._decoder.feed(self._read(deadline)))
        return self._frames.popleft()

    def _read(self, deadline: float | None) -> bytes:
        left = None if deadline is None else max(deadline - time.monotonic(), 0.001)
        self._socket.settimeout(left)
        try:
            octets = self._socket.recv(64 * 1024)
        except TimeoutError as error:
            raise NoAnswerError(
                _("MailGuard's engine is running but does not answer. Please try again.")
            ) from error
        except OSError as error:
            raise _gone() from error
        if not octets:
            raise _gone()
        return octets


def connect(channel: Path, role: Role = Role.CLI) -> Client:
    """A client of the engine that wrote the file `channel`. Raises ChannelError."""
    engine = address.read(channel)
    if engine is None:
        raise _not_running()
    return Client(engine, role)


def _joined(answers: list[Answered]) -> Response:
    """The one response that came in `answers`; only listings come in several."""
    pages = [answer.response for answer in answers]
    if len(pages) == 1:
        return pages[0]
    return Listing(tuple(e for page in pages if isinstance(page, Listing) for e in page.entries))


def _not_running() -> NotRunningError:
    return NotRunningError(
        _("MailGuard is not running. Start it with `mailguard`, or `mailguard engine`.")
    )


def _gone() -> NoAnswerError:
    return NoAnswerError(
        _("MailGuard's engine ended before it answered. Please look at what it did, and try again.")
    )
